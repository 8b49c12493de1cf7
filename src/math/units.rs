//! Numbers and units of the package `siunitx`, as TeX.

use super::token::{self, Kind};

/// Names of units, each with its symbol.
const UNITS: &str = "ampere A candela cd kelvin K kilogram kg metre m meter m mole mol second s becquerel Bq coulomb C farad F \
    gray Gy hertz Hz henry H joule J lumen lm katal kat lux lx newton N ohm \\Omega pascal Pa radian rad siemens S sievert Sv \
    steradian sr tesla T volt V watt W weber Wb dalton Da electronvolt eV hour h minute min day d hectare ha litre L liter L \
    neper Np tonne t bel B decibel dB gram g bar bar barn b knot kn mmHg mmHg angstrom Å astronomicalunit au \
    degreeCelsius °C celsius °C degree ° arcminute ′ arcsecond ″ percent \\% bit bit byte B kg kg g g m m km km cm cm mm mm \
    um µm nm nm s s ms ms us µs ns ns Hz Hz kHz kHz MHz MHz GHz GHz J J kJ kJ eV eV keV keV MeV MeV GeV GeV TeV TeV \
    N N kN kN Pa Pa kPa kPa MPa MPa K K L L l l mL mL ml ml mol mol mmol mmol V V mV mV kV kV A A mA mA W W kW kW MW MW C C \
    kWh kWh F F T T mT mT H H dB dB kat kat atm atm fg fg pg pg ng ng ug µg mg mg";

/// Names of prefixes, each with its symbol.
const PREFIXES: &str = "quecto q ronto r yocto y zepto z atto a femto f pico p nano n micro µ milli m centi c deci d deca da \
    deka da hecto h kilo k mega M giga G tera T peta P exa E zetta Z yotta Y ronna R quetta Q kibi Ki mebi Mi gibi Gi tebi Ti";

fn known(table: &'static str, name: &str) -> Option<&'static str> {
    let mut words = table.split_ascii_whitespace();
    while let (Some(known), Some(symbol)) = (words.next(), words.next()) {
        if known == name {
            return Some(symbol);
        }
    }
    None
}

/// A number, such as `1.5(2)e-3`, in TeX.
pub fn number(text: &str) -> String {
    let text = text.replace("+-", "\\pm ").replace(',', ".");
    let text: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '~').collect();
    let text = text.replace("\\pm", "\\pm ");
    let (mantissa, exponent) = match text.split_once(['e', 'E', 'd', 'D']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text.as_str(), None),
    };
    let factors: Vec<String> = mantissa.split('x').map(grouped).collect();
    let mantissa = factors.join("\\times ");
    match exponent {
        Some(exponent) if mantissa.is_empty() => format!("10^{{{exponent}}}"),
        Some(exponent) => format!("{mantissa}\\times 10^{{{exponent}}}"),
        None => mantissa,
    }
}

/// Digits in groups of three, if there are five or more.
fn grouped(number: &str) -> String {
    let mut out = String::new();
    let mut rest = number;
    let mut is_fraction = false;
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        if digits == 0 {
            is_fraction = first == '.';
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        for (place, digit) in rest[..digits].chars().enumerate() {
            let before = if is_fraction { place } else { digits - place };
            if digits > 4 && place > 0 && before.is_multiple_of(3) {
                out.push_str("\\,");
            }
            out.push(digit);
        }
        is_fraction = false;
        rest = &rest[digits..];
    }
    out
}

/// An angle in degrees, minutes and seconds, such as `10;20;30`, in TeX.
pub fn angle(text: &str) -> String {
    let parts = text.split(';').zip(["^{\\circ}", "'", "''"]);
    parts.filter(|(part, _)| !part.trim().is_empty()).map(|(part, sign)| number(part) + sign).collect()
}

/// A number and its unit, in TeX.
pub fn quantity(value: &str, unit: &str) -> Result<String, String> {
    let unit = self::unit(unit)?;
    let gap = if unit.starts_with("^{\\circ}") && !unit.contains("mathrm") { "" } else { "\\," };
    Ok(format!("{}{gap}{unit}", number(value)))
}

/// A factor of a unit.
#[derive(Default)]
struct Factor {
    prefix: &'static str,
    symbol: String,
    power: String,
    is_divisor: bool,
}

/// A unit, such as `\kilo\metre\per\second` or `km/s`, in TeX. The error is the name of a command that is no unit.
pub fn unit(text: &str) -> Result<String, String> {
    let tokens = token::tokens(text);
    if !tokens.iter().any(|token| matches!(token.kind, Kind::Command(_))) {
        return Ok(typed(text));
    }
    let mut factors: Vec<Factor> = Vec::new();
    let mut next = Factor::default();
    let mut rest = tokens.iter().map(|token| &token.kind).peekable();
    while let Some(kind) = rest.next() {
        let name = match kind {
            Kind::Command(name) => name.as_str(),
            Kind::Above => {
                let power = argument(&mut rest);
                if let Some(last) = factors.last_mut() {
                    last.power = power;
                }
                continue;
            }
            Kind::Character('.' | '~') | Kind::Space | Kind::Begin | Kind::End => continue,
            Kind::Character('/') => {
                next.is_divisor = true;
                continue;
            }
            other => {
                factors.push(Factor { symbol: other.written(), ..std::mem::take(&mut next) });
                continue;
            }
        };
        match name {
            "per" => next.is_divisor = true,
            "square" => next.power = "2".to_owned(),
            "cubic" => next.power = "3".to_owned(),
            "raiseto" => next.power = argument(&mut rest),
            "squared" | "cubed" | "tothe" => {
                let power = match name {
                    "squared" => "2".to_owned(),
                    "cubed" => "3".to_owned(),
                    _ => argument(&mut rest),
                };
                if let Some(last) = factors.last_mut() {
                    last.power = power;
                }
            }
            "," | " " | "cdot" | "highlight" => {}
            name => {
                if let Some(prefix) = known(PREFIXES, name).filter(|_| known(UNITS, name).is_none()) {
                    next.prefix = prefix;
                } else {
                    let symbol = known(UNITS, name).ok_or_else(|| name.to_owned())?.to_owned();
                    factors.push(Factor { symbol, ..std::mem::take(&mut next) });
                }
            }
        }
    }
    Ok(factors.iter().map(written).collect::<Vec<_>>().join("\\,"))
}

fn argument<'k>(rest: &mut impl Iterator<Item = &'k Kind>) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for kind in rest {
        match kind {
            Kind::Begin => depth += 1,
            Kind::End => depth = depth.saturating_sub(1),
            other => text.push_str(&other.written()),
        }
        if depth == 0 {
            break;
        }
    }
    text
}

fn written(factor: &Factor) -> String {
    let power = match (factor.power.as_str(), factor.is_divisor) {
        ("", false) => String::new(),
        ("", true) => "^{-1}".to_owned(),
        (power, false) => format!("^{{{power}}}"),
        (power, true) => format!("^{{-{power}}}"),
    };
    let symbol = match factor.symbol.as_str() {
        "°" => "^{\\circ}".to_owned(),
        "°C" => "{}^{\\circ}\\mathrm{C}".to_owned(),
        "′" => "'".to_owned(),
        "″" => "''".to_owned(),
        symbol => format!("\\mathrm{{{}{symbol}}}", factor.prefix),
    };
    symbol + &power
}

/// A unit as the author typed it: `kg.m/s^2`.
fn typed(text: &str) -> String {
    let text = text.trim();
    let mut out = String::new();
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        if !word.is_empty() {
            out.push_str(&format!("\\mathrm{{{word}}}"));
            word.clear();
        }
    };
    let mut is_power = false;
    for sign in text.chars() {
        match sign {
            '.' | '~' | ' ' if !is_power => {
                flush(&mut word, &mut out);
                out.push_str("\\,");
            }
            '^' | '/' | '{' | '}' | '_' | '-' | '0'..='9' => {
                flush(&mut word, &mut out);
                out.push(sign);
                is_power = sign == '^' || is_power && sign != '}' && sign != '/';
            }
            '%' => out.push_str("\\%"),
            '°' => out.push_str("^{\\circ}"),
            other => {
                is_power = false;
                word.push(other);
            }
        }
    }
    flush(&mut word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::{angle, number, quantity, unit};

    #[test]
    fn numbers_are_written_as_siunitx_does() {
        for (text, expected) in [
            ("12", "12"),
            ("1234", "1234"),
            ("12345.67891", "12\\,345.678\\,91"),
            ("1,5", "1.5"),
            ("3.5e-3", "3.5\\times 10^{-3}"),
            ("e5", "10^{5}"),
            ("1.2 +- 0.1", "1.2\\pm 0.1"),
            ("2 x 3", "2\\times 3"),
            ("-7", "-7"),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
        assert_eq!(angle("10;20;30"), "10^{\\circ}20'30''");
        assert_eq!(angle(";5;"), "5'");
    }

    #[test]
    fn units_are_products_of_powers() {
        for (text, expected) in [
            ("\\metre", "\\mathrm{m}"),
            ("\\kilo\\gram\\metre\\per\\square\\second", "\\mathrm{kg}\\,\\mathrm{m}\\,\\mathrm{s}^{-2}"),
            ("\\metre\\per\\second\\squared", "\\mathrm{m}\\,\\mathrm{s}^{-2}"),
            ("\\joule\\per\\mole\\per\\kelvin", "\\mathrm{J}\\,\\mathrm{mol}^{-1}\\,\\mathrm{K}^{-1}"),
            ("\\cm\\tothe{3}", "\\mathrm{cm}^{3}"),
            ("\\micro\\metre", "\\mathrm{µm}"),
            ("km/s", "\\mathrm{km}/\\mathrm{s}"),
            ("kg.m.s^{-2}", "\\mathrm{kg}\\,\\mathrm{m}\\,\\mathrm{s}^{-2}"),
        ] {
            assert_eq!(unit(text), Ok(expected.to_owned()), "{text}");
        }
        assert_eq!(unit("\\parsnip"), Err("parsnip".to_owned()));
        assert_eq!(quantity("20", "\\degree"), Ok("20^{\\circ}".to_owned()));
        assert_eq!(quantity("20", "\\degreeCelsius"), Ok("20\\,{}^{\\circ}\\mathrm{C}".to_owned()));
    }
}
