//! Derivatives, brackets, units and chemical formulas of packages, which are read as other commands.

use super::super::command::Units;
use super::super::token::{Kind, Token, written};
use super::super::tree::Node;
use super::super::{chemistry, units};
use super::Parser;

impl Parser<'_> {
    /// The atom that TeX stands for.
    fn standing_for(&mut self, tex: &str, command: &Token) -> Node {
        self.insert_text(&format!("{{{tex}}}"), command);
        self.argument(command)
    }

    /// `\dv{f}{x}`, `\dv[n]{f}{x}`, `\dv{x}`, `\pdv{f}{x}{y}`
    pub(super) fn derivative(&mut self, sign: &str, command: &Token) -> Node {
        self.takes(&Kind::Character('*'));
        let power = self.optional_literal().map(|power| format!("^{{{power}}}")).unwrap_or_default();
        let first = self.literal(command);
        let mut variables = Vec::new();
        while self.is_before_group() && variables.len() < 2 {
            variables.push(self.literal(command));
        }
        let tex = match variables.as_slice() {
            [] => format!("\\frac{{{sign}{power}}}{{{sign} {first}{power}}}"),
            [variable] => format!("\\frac{{{sign}{power} {first}}}{{{sign} {variable}{power}}}"),
            [one, other, ..] => format!("\\frac{{{sign}^{{2}} {first}}}{{{sign} {one}\\,{sign} {other}}}"),
        };
        self.standing_for(&tex, command)
    }

    /// `\braket{a}{b}` of `physics`, `\braket{a|b}` of `braket`
    pub(super) fn braket(&mut self, command: &Token) -> Node {
        let first = self.literal(command);
        let tex = if self.is_before_group() {
            let second = self.literal(command);
            format!("\\left\\langle {first}\\middle|{second}\\right\\rangle")
        } else {
            format!("\\left\\langle {first}\\right\\rangle")
        };
        self.standing_for(&tex, command)
    }

    /// `\qty{5}{\metre}` of `siunitx`, `\qty(x)` of `physics`
    pub(super) fn quantity(&mut self, command: &Token) -> Node {
        let brackets = [('(', ')'), ('[', ']'), ('|', '|')];
        let next = self.tokens.last().map(|token| token.kind.clone());
        let open = brackets.into_iter().find(|(open, _)| next == Some(Kind::Character(*open)));
        if let Some((open, close)) = open
            && (open != '[' || !self.has_group_after_bracket())
        {
            self.tokens.pop();
            let inside = self.until(open, close);
            return self.standing_for(&format!("\\left{open}{inside}\\right{close}"), command);
        }
        self.optional_tokens();
        let first = self.literal(command);
        if self.is_before_group() {
            let unit = self.literal(command);
            return self.with_unit(units::quantity(&first, &unit), command);
        }
        self.standing_for(&format!("\\left\\{{{first}\\right\\}}"), command)
    }

    /// Whether braces follow the brackets that begin here.
    fn has_group_after_bracket(&self) -> bool {
        let mut after =
            self.tokens.iter().rev().skip_while(|token| token.kind != Kind::Character(']')).skip(1);
        after.next().is_some_and(|token| token.kind == Kind::Begin)
    }

    /// The text up to the bracket that closes the open one.
    fn until(&mut self, open: char, close: char) -> String {
        let mut depth = 0_usize;
        let mut inside = Vec::new();
        while let Some(token) = self.tokens.pop() {
            match token.kind {
                Kind::Character(sign) if sign == close && depth == 0 => break,
                Kind::Character(sign) if sign == close => depth -= 1,
                Kind::Character(sign) if sign == open => depth += 1,
                _ => {}
            }
            inside.push(token);
        }
        written(&inside)
    }

    /// A number, a unit, or both.
    pub(super) fn units(&mut self, kind: Units, command: &Token) -> Node {
        self.optional_tokens();
        let first = self.literal(command);
        match kind {
            Units::Number => self.standing_for(&units::number(&first), command),
            Units::Angle => self.standing_for(&units::angle(&first), command),
            Units::Unit => self.with_unit(units::unit(&first), command),
            Units::Both => {
                let unit = self.literal(command);
                self.with_unit(units::quantity(&first, &unit), command)
            }
            Units::Range => {
                let second = self.literal(command);
                let unit = self.literal(command);
                let tex = units::quantity(&second, &unit);
                let range = tex.map(|tex| format!("{}\\text{{–}}{tex}", units::number(&first)));
                self.with_unit(range, command)
            }
        }
    }

    fn with_unit(&mut self, tex: Result<String, String>, command: &Token) -> Node {
        match tex {
            Ok(tex) => self.standing_for(&tex, command),
            Err(name) => {
                let help = "write its symbol in `\\text{…}`";
                self.fail(command, format!("the unit `\\{name}` is not known"), help);
                Node::Row(Vec::new())
            }
        }
    }

    /// `\ce{H2O}`
    pub(super) fn chemistry(&mut self, command: &Token) -> Node {
        let text = self.literal(command);
        self.standing_for(&chemistry::formula(&text), command)
    }
}
