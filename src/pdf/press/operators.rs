//! Rewrites the colour operators of a content stream (ISO 32000-1, section 8.6.8). All other bytes stay as they are.

use super::inks::{Press, of_grey};
use super::spaces::Space;

/// Largest size of text that overprints, in points. White edges show around small letters if the inks are not printed
/// exactly over each other, and a picture shows through large ones.
const SMALL: f32 = 24.0;

/// The names of the graphics states that turn overprinting on and off.
pub const OVERPRINT: [&str; 2] = ["PressOn", "PressOff"];

/// A content stream with other colours.
pub struct Rewritten {
    pub bytes: Vec<u8>,
    /// Whether it uses the graphics states of [`OVERPRINT`].
    pub overprints: bool,
}

/// Rewrites a content stream. `space` finds a colour space by its name in the resources.
pub fn rewrite(content: &[u8], space: impl Fn(&[u8]) -> Space, inks: &Press) -> Rewritten {
    let mut writer = Writer {
        content,
        out: Vec::with_capacity(content.len()),
        copied: 0,
        state: State::default(),
        saved: Vec::new(),
        overprints: false,
    };
    let mut operands: Vec<&[u8]> = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some((start, end)) = token(content, at) {
        let token = &content[start..end];
        if operands.is_empty() {
            from = start;
        }
        at = end;
        if token[0].is_ascii_alphabetic() || matches!(token[0], b'\'' | b'"') {
            if token == b"ID" {
                at = after_inline_image(content, end);
            }
            writer.operator(token, &operands, from..end, &space, inks);
            operands.clear();
        } else {
            operands.push(token);
        }
    }
    writer.copy_to(content.len());
    Rewritten { bytes: writer.out, overprints: writer.overprints }
}

/// The part of the graphics state that matters here.
#[derive(Clone, Copy)]
struct State {
    fill: Space,
    stroke: Space,
    is_black: bool,
    /// The size of text, in points.
    size: f32,
    is_filled: bool,
    overprints: bool,
}

impl Default for State {
    fn default() -> Self {
        let (fill, stroke) = (Space::Other, Space::Other);
        Self { fill, stroke, is_black: false, size: f32::MAX, is_filled: true, overprints: false }
    }
}

struct Writer<'a> {
    content: &'a [u8],
    out: Vec<u8>,
    /// End of the bytes that have been copied or replaced.
    copied: usize,
    state: State,
    saved: Vec<State>,
    overprints: bool,
}

impl Writer<'_> {
    fn operator(
        &mut self,
        name: &[u8],
        operands: &[&[u8]],
        range: std::ops::Range<usize>,
        space: &impl Fn(&[u8]) -> Space,
        inks: &Press,
    ) {
        match name {
            b"q" => self.saved.push(self.state),
            b"Q" => self.state = self.saved.pop().unwrap_or_default(),
            b"cs" | b"CS" => {
                let space = operands.first().map_or(Space::Other, |name| space(&name[1..]));
                self.choose(space, name == b"CS", range);
            }
            b"sc" | b"scn" => self.paint(self.state.fill, operands, false, range, inks),
            b"SC" | b"SCN" => self.paint(self.state.stroke, operands, true, range, inks),
            b"g" | b"rg" | b"k" | b"G" | b"RG" | b"K" => {
                let space = match name {
                    b"g" | b"G" => Space::Grey,
                    b"rg" | b"RG" => Space::Rgb,
                    _ => Space::Other,
                };
                self.set_space(space, name[0].is_ascii_uppercase());
                self.paint(space, operands, name[0].is_ascii_uppercase(), range, inks);
            }
            b"Tf" => self.state.size = operands.last().map_or(f32::MAX, |size| number(size)),
            b"Tr" => self.state.is_filled = operands.first().is_some_and(|mode| *mode == b"0"),
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                let State { is_black, size, is_filled, .. } = self.state;
                self.overprint(is_black && size <= SMALL && is_filled, range.start);
            }
            b"m" | b"re" | b"Do" | b"sh" | b"BI" => self.overprint(false, range.start),
            _ => {}
        }
    }

    fn set_space(&mut self, space: Space, is_stroke: bool) {
        if is_stroke {
            self.state.stroke = space;
        } else {
            self.state.fill = space;
            self.state.is_black = false;
        }
    }

    /// A colour space begins with black.
    fn choose(&mut self, space: Space, is_stroke: bool, range: std::ops::Range<usize>) {
        self.set_space(space, is_stroke);
        if space == Space::Other {
            return;
        }
        self.copy_to(range.start);
        self.copied = range.end;
        if !self.sets_colour(range.end) {
            self.write(of_grey(0.0), is_stroke);
        }
    }

    /// Whether the operator after the next operands sets a colour.
    fn sets_colour(&self, mut at: usize) -> bool {
        while let Some((start, end)) = token(self.content, at) {
            let token = &self.content[start..end];
            if token[0].is_ascii_alphabetic() {
                return matches!(token, b"sc" | b"scn" | b"SC" | b"SCN");
            }
            at = end;
        }
        false
    }

    /// Writes a colour as inks.
    fn paint(
        &mut self,
        space: Space,
        operands: &[&[u8]],
        is_stroke: bool,
        range: std::ops::Range<usize>,
        inks: &Press,
    ) {
        let values: Vec<f32> = operands.iter().map(|operand| number(operand)).collect();
        let colour = match (space, values.as_slice()) {
            (Space::Grey, [grey]) => of_grey(*grey),
            (Space::Rgb, [red, green, blue]) => inks.of_colour([*red, *green, *blue]),
            _ => return,
        };
        self.copy_to(range.start);
        self.copied = range.end;
        self.write(colour, is_stroke);
    }

    fn write(&mut self, colour: [f32; 4], is_stroke: bool) {
        if !is_stroke {
            self.state.is_black = colour[3] >= 1.0;
        }
        self.separate();
        for ink in colour {
            let shown = format!("{ink:.4}");
            let shown =
                if shown.contains('.') { shown.trim_end_matches('0').trim_end_matches('.') } else { &shown };
            self.out.extend(shown.as_bytes());
            self.out.push(b' ');
        }
        self.out.push(if is_stroke { b'K' } else { b'k' });
    }

    fn overprint(&mut self, is_on: bool, before: usize) {
        if self.state.overprints == is_on {
            return;
        }
        self.state.overprints = is_on;
        self.overprints = true;
        self.copy_to(before);
        self.separate();
        self.out.extend(format!("/{} gs ", OVERPRINT[usize::from(!is_on)]).as_bytes());
    }

    fn copy_to(&mut self, end: usize) {
        let from = self.copied.min(end);
        let rest = &self.content[from..end];
        let is_joined = rest.first().is_some_and(|first| is_regular(*first));
        if is_joined {
            self.separate();
        }
        self.out.extend(rest);
        self.copied = self.copied.max(end);
    }

    /// Ends the last token.
    fn separate(&mut self) {
        if self.out.last().is_some_and(|last| is_regular(*last)) {
            self.out.push(b' ');
        }
    }
}

fn number(token: &[u8]) -> f32 {
    std::str::from_utf8(token).ok().and_then(|token| token.parse().ok()).unwrap_or_default()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// Start and end of the next token (section 7.2). A dictionary or an array is several tokens.
fn token(content: &[u8], mut at: usize) -> Option<(usize, usize)> {
    loop {
        at += content[at..].iter().take_while(|byte| is_space(**byte)).count();
        if *content.get(at)? != b'%' {
            break;
        }
        at += content[at..].iter().take_while(|byte| !matches!(**byte, b'\n' | b'\r')).count();
    }
    let rest = &content[at..];
    let length = match rest {
        [b'(', ..] => string(rest),
        [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
        [b'<', ..] => rest.iter().position(|byte| *byte == b'>').map_or(rest.len(), |end| end + 1),
        [b'/', name @ ..] => 1 + name.iter().take_while(|byte| is_regular(**byte)).count(),
        [first, ..] if is_regular(*first) => rest.iter().take_while(|byte| is_regular(**byte)).count(),
        _ => 1,
    };
    Some((at, at + length))
}

/// The length of a string in parentheses.
fn string(rest: &[u8]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The end of the data of an inline image.
fn after_inline_image(content: &[u8], data: usize) -> usize {
    let ends = |window: &[u8]| is_space(window[0]) && &window[1..3] == b"EI";
    content[data..].windows(3).position(ends).map_or(content.len(), |at| data + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(content: &str) -> String {
        let inks = Press::standard();
        let space = |name: &[u8]| match name {
            b"grey" => Space::Grey,
            b"rgb" => Space::Rgb,
            _ => Space::Other,
        };
        String::from_utf8(rewrite(content.as_bytes(), space, &inks).bytes).expect("only ASCII was written")
    }

    #[test]
    fn greys_become_black_ink() {
        let cases = [
            (
                "q 1 0 0 1 0 0 cm/grey cs 0.4 scn 0 0 m 1 1 l f Q",
                "q 1 0 0 1 0 0 cm 0 0 0 0.6 k 0 0 m 1 1 l f Q",
            ),
            ("/rgb CS 1 1 1 SCN", " 0 0 0 0 K"),
            ("/rgb cs .5 .5 .5 sc", " 0 0 0 0.5 k"),
            ("0 g 0.2 G", "0 0 0 1 k 0 0 0 0.8 K"),
            ("0.5 0.5 0.51 rg", "0 0 0 0.4993 k"),
            ("/grey cs 0 0 m", "0 0 0 1 k 0 0 m"),
        ];
        for (content, expected) in cases {
            assert_eq!(
                rewritten(content).split_whitespace().collect::<Vec<_>>(),
                expected.split_whitespace().collect::<Vec<_>>(),
                "{content}"
            );
        }
    }

    #[test]
    fn other_bytes_stay() {
        let cases = [
            "0.1 0.2 0.3 0.4 k",
            "/spot cs 0.5 scn",
            "/Pattern cs /p0 scn",
            "BT (0 g \\) 1 rg (nested)) Tj <0a> Tj [(a) -20 <00>] TJ ET",
            "% 0 g\n/Span << /ActualText (0 g) >> BDC EMC",
        ];
        for content in cases {
            assert_eq!(rewritten(content), content);
        }
    }

    #[test]
    fn only_small_black_text_overprints() {
        let on = |content: &str| rewritten(content).contains("/PressOn gs");
        assert!(on("0 g BT /f0 10 Tf (a) Tj ET"));
        assert!(!on("0 g BT /f0 40 Tf (a) Tj ET"));
        assert!(!on("0.5 g BT /f0 10 Tf (a) Tj ET"));
        assert!(!on("0 g BT 1 Tr /f0 10 Tf (a) Tj ET"));
        assert!(!on("0 g 0 0 1 1 re f"));
        let both = rewritten("0 g BT /f0 10 Tf (a) Tj ET 0 0 1 1 re f");
        assert!(both.find("/PressOn gs") < both.find("/PressOff gs"), "{both}");
        assert!(both.find("/PressOff gs") < both.find("re f"), "{both}");
    }
}
