//! Tables: rows with pipes, and columns that spaces set apart.

use super::lines::Line;

/// The table that begins at a line, and the number of its lines.
#[must_use]
pub fn at(lines: &[Line], start: usize) -> Option<(Vec<Vec<String>>, usize)> {
    let used = lines.iter().skip(start).take_while(|line| line.is_row()).count();
    let rows: Vec<Vec<String>> = lines
        .iter()
        .skip(start)
        .take(used)
        .filter(|line| !is_separator(&line.text))
        .map(|line| cells(&line.text))
        .collect();
    let is_empty = rows.iter().all(|row| row.iter().all(String::is_empty));
    (used > 0 && !is_empty).then_some((rows, used))
}

fn is_separator(text: &str) -> bool {
    text.contains('-') && text.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' ' | '+'))
}

fn cells(text: &str) -> Vec<String> {
    let inside = text.trim().trim_start_matches('|');
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for character in inside.chars() {
        if character == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(character);
        }
        escaped = character == '\\' && !escaped;
    }
    cells.iter().map(|cell| cell.trim().replace("\\|", "|")).collect()
}

/// Spaces that set two columns apart.
const GAP: &str = "   ";

/// Rows that columns need.
const ROWS: usize = 3;

/// The table without pipes that begins at a line, and the number of its lines: rows with as many cells each, which
/// spaces set apart. Blank lines may stand between rows.
#[must_use]
pub fn columns_at(lines: &[Line], start: usize) -> Option<(Vec<Vec<String>>, usize)> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut used = 0;
    for (index, line) in lines.iter().skip(start).enumerate() {
        if line.is_blank() {
            if index > used {
                break;
            }
            continue;
        }
        let cells: Vec<String> =
            line.text.split(GAP).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect();
        let fits = cells.len() > 1 && rows.first().is_none_or(|first| first.len() == cells.len());
        if !fits || lines.get(start).is_some_and(|first| first.page != line.page) {
            break;
        }
        rows.push(cells);
        used = index + 1;
    }
    (rows.len() >= ROWS).then_some((rows, used))
}

/// The rows of a table that a conversion ran together, `NameValuePort12Quay3`, by other tables with the same first
/// column. It has two columns, because nothing parts the values of more.
#[must_use]
pub fn rebuild(text: &str, tables: &[&Vec<Vec<String>>]) -> Option<Vec<Vec<String>>> {
    tables.iter().filter(|table| table.len() >= ROWS && table.iter().all(|row| row.len() == 2)).find_map(
        |table| {
            let (header, body) = table.split_first()?;
            let mut rest = text;
            for cell in header {
                rest = rest.trim_start().strip_prefix(cell.as_str())?;
            }
            let mut rows = vec![header.clone()];
            for (place, row) in body.iter().enumerate() {
                let label = row.first().filter(|label| !label.is_empty())?;
                rest = rest.trim_start().strip_prefix(label.as_str())?;
                let end = match body.get(place + 1).and_then(|next| next.first()) {
                    Some(next) => rest.find(next.as_str())?,
                    None => rest.len(),
                };
                let (value, after) = rest.split_at_checked(end)?;
                rows.push(vec![label.clone(), value.trim().to_owned()]);
                rest = after;
            }
            Some(rows)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::lines;

    fn owned(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn pipes_and_columns_are_tables() {
        let pipes = lines::read("| Port | Ships |\n|:---|---:|\n| Old | 3 \\| 4 |\n");
        assert_eq!(at(&pipes, 0), Some((owned(&[&["Port", "Ships"], &["Old", "3 | 4"]]), 3)));
        let columns =
            lines::read("   Port      Ships\n   Old        12\n\n   New         7\nText follows.\n");
        let expected = owned(&[&["Port", "Ships"], &["Old", "12"], &["New", "7"]]);
        assert_eq!(columns_at(&columns, 0), Some((expected, 4)));
        let text = lines::read("One   two\nand a line of text\n");
        assert_eq!(columns_at(&text, 0), None);
    }

    #[test]
    fn a_table_that_ran_together_is_rebuilt() {
        let known = owned(&[&["Port", "Ships"], &["Old", "12"], &["New", "7"]]);
        let expected = owned(&[&["Port", "Ships"], &["Old", "31"], &["New", "about 5"]]);
        assert_eq!(rebuild("PortShipsOld31Newabout 5", &[&known]), Some(expected));
        assert_eq!(rebuild("The port has 12 ships.", &[&known]), None);
    }
}
