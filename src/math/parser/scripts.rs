//! Superscripts, subscripts, primes and limits.

use super::super::symbols;
use super::super::token::{Kind, Token};
use super::super::tree::{Class, Limits, Node, Scripts, Symbol};
use super::atoms::sign_node;
use super::{Parser, row};

impl Parser<'_> {
    /// An atom with the scripts that follow it.
    pub(super) fn scripted(&mut self, base: Node) -> Node {
        let mut limits = limits(&base);
        let (mut below, mut above, mut primes) = (None, None, 0_usize);
        while let Some(token) = self.next_solid() {
            match &token.kind {
                Kind::Below => self.script(&token, &mut below, "subscript"),
                Kind::Above => self.script(&token, &mut above, "superscript"),
                Kind::Character('\'' | '’' | '′') => primes += 1,
                Kind::Command(name) if name == "limits" => limits = Limits::Always,
                Kind::Command(name) if name == "nolimits" => limits = Limits::Never,
                Kind::Command(name) if name == "displaylimits" => limits = Limits::Displayed,
                _ => {
                    self.push(token);
                    break;
                }
            }
        }
        let above = primed(above, primes);
        if below.is_none() && above.is_none() {
            return base;
        }
        Node::Scripts(Box::new(Scripts { base: unlimited(base), below, above, limits }))
    }

    fn script(&mut self, token: &Token, place: &mut Option<Node>, name: &str) {
        // Its own group, so that `x^\bf y` does not change what follows.
        let script = self.argument(token);
        if place.is_some() {
            let message = format!("this is the second {name} of one base");
            return self.fail(token, message, "write `{…}` around the first, or `{}` between them");
        }
        *place = Some(match script {
            Node::Row(nodes) => row(nodes),
            node => node,
        });
    }
}

/// Primes stand before the rest of a superscript.
fn primed(above: Option<Node>, primes: usize) -> Option<Node> {
    if primes == 0 {
        return above;
    }
    let signs = match primes {
        1 => "′",
        2 => "″",
        3 => "‴",
        _ => "⁗",
    };
    let mut nodes: Vec<Node> = signs.chars().map(|sign| sign_node(sign, Class::Ordinary)).collect();
    nodes.extend((4..primes).map(|_| sign_node('′', Class::Ordinary)));
    match above {
        Some(Node::Row(rest)) => nodes.extend(rest),
        Some(node) => nodes.push(node),
        None => {}
    }
    Some(row(nodes))
}

/// Where the scripts of an atom stand.
fn limits(base: &Node) -> Limits {
    match base {
        Node::Operator(_, limits) | Node::Limited(limits, _) => *limits,
        Node::Symbol(Symbol { text, class: Class::Large, .. }) => {
            let is_integral = text.chars().next().is_some_and(symbols::is_integral);
            if is_integral { Limits::Never } else { Limits::Displayed }
        }
        Node::Brace(..) => Limits::Always,
        Node::Classed(Class::Large, _) => Limits::Displayed,
        _ => Limits::Never,
    }
}

fn unlimited(base: Node) -> Node {
    if let Node::Limited(_, inside) = base { *inside } else { base }
}
