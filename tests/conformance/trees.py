"""Reduces the HTML of casebook and the JSON of pandoc to the same plain lines: one for each block, with markup for its inline elements."""
import html.parser
import re

# Ids and classes of an author, as `cases.py` writes them. All others are made by a program.
OWN_ID, OWN_CLASS = re.compile(r"(?:.*_)?(id-[\w-]+)$"), re.compile(r"(?:my-)?(k-[\w-]+)$")
INLINE = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "del": "del", "s": "del", "sup": "sup", "sub": "sub",
          "u": "u", "ins": "u", "mark": "mark", "a": "a", "code": "code", "kbd": "code", "samp": "code", "span": "span", "small": "span",
          "bdi": "span", "abbr": "span", "cite": "em", "dfn": "em", "var": "em", "q": "span", "bdo": "span"}
CLASSES = {"u": "u", "underline": "u", "ul": "u", "ins": "u", "smallcaps": "sc", "mark": "mark"}
VOID = {"br", "img", "hr", "wbr", "col", "use", "image", "input"}
SKIPPED = {"col", "colgroup", "use", "image", "wbr", "script", "style"}
STYLES = {"1": "Decimal", "a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}


def own(identifier, classes):
    """The id and the classes that an author has given, as a suffix of an element."""
    found = OWN_ID.match(identifier or "")
    names = [match[1] for name in classes if (match := OWN_CLASS.match(name))]
    return (f" #{found[1]}" if found else "") + "".join(f" .{name}" for name in sorted(names))


def tidy(text):
    """One spelling of spaces and breaks, and no element without content."""
    text = re.sub("[\u2060\u200b\u00ad\u200e\u200f\u2066-\u2069]", "", text).replace("☒", "☑")
    text = re.sub(r"[\s\u00a0\u2000-\u200a\u202f]+", " ", text)
    text = re.sub(r" ?<br> ?", "<br>", text)
    text = re.sub(r"<em><strong>([^<]*)</strong></em>", r"<strong><em>\1</em></strong>", text)
    text = re.sub(r"<span([^<>]+)><code>([^<]*)</code></span>", r"<code\1>\2</code>", text)
    text = re.sub(r"(?: ?<br>)+$", "", text.strip())
    return re.sub(r" +(?=<note>)", "", text)


def wrapped(tag, extra, inner):
    """An inline element; one without meaning of its own is only its content."""
    if tag == "span" and not extra:
        return inner
    return f"<{tag}{extra}>{inner}</{tag}>"


def indented(lines):
    return ["  " + line for line in lines]


def paragraph(text):
    text = tidy(text)
    return ["p " + text] if text else []


def joined(blocks):
    """The lines of blocks inside a line."""
    return " ¶ ".join(line.replace("  ", "› ") for line in blocks)


# ---- casebook


class Node:
    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.children = tag, dict(attributes), []
        self.classes = (self.attributes.get("class") or "").split()

    def get(self, name):
        return self.attributes.get(name) or ""


class Elements(html.parser.HTMLParser):
    """The tree of elements of a page."""

    def __init__(self, markup):
        super().__init__()
        self.open = [Node("root")]
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        node = Node(tag, attributes)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.open[-1].children.append(Node(tag, attributes))

    def handle_endtag(self, tag):
        if tag not in VOID:
            while len(self.open) > 1 and self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].children.append(data)


def cases_of_casebook(page):
    """The lines of each case, by its slug."""
    main = page[page.index("<main"):page.index("</main>")]
    sections = [node for node in Elements(main).open[0].children[0].children if isinstance(node, Node) and node.tag == "section"]
    return {section.get("id"): Case(section).lines for section in sections}


class Case:
    def __init__(self, section):
        self.notes, self.used, self.open = {}, set(), []
        self.find_notes(section)
        body = [child for child in section.children if not (isinstance(child, Node) and "endnotes" in child.classes)]
        first = next(index for index, child in enumerate(body) if isinstance(child, Node))
        self.lines = self.blocks(body[:first] + body[first + 1:])
        self.lines += [f"uncited {joined(self.blocks(node.children))}" for name, node in self.notes.items() if name not in self.used]

    def find_notes(self, node):
        if node.get("role") == "doc-footnote":
            self.notes[node.get("id")] = node
        for child in node.children:
            if isinstance(child, Node):
                self.find_notes(child)

    def blocks(self, nodes):
        lines, loose = [], ""
        for node in nodes:
            found = None if isinstance(node, str) else self.block(node)
            if found is None:
                loose += self.inline(node)
            else:
                lines += paragraph(loose) + found
                loose = ""
        return lines + paragraph(loose)

    def block(self, node):
        """The lines of a block, or nothing if the node is an inline element."""
        tag, classes = node.tag, node.classes
        if "citation" in classes:
            return []
        extra = own(node.get("id"), classes)
        if tag in ("p", "summary", "figcaption"):
            return paragraph(self.inlines(node))
        if re.fullmatch("h[1-6]", tag):
            return [f"h{int(tag[1]) - 1}{extra} " + tidy(self.inlines(node))]
        if tag in ("ul", "ol"):
            return self.list(node)
        if tag == "dl":
            return ["dl"] + indented([line for part in node.children if isinstance(part, Node) for line in self.part(part)])
        if tag == "blockquote":
            return ["quote"] + indented(self.blocks(node.children))
        if tag == "pre":
            return ["code" + extra] + indented(text_of(node).rstrip("\n").split("\n"))
        if tag == "hr":
            return ["hr"]
        if tag == "table":
            return table(*self.table(node))
        if "verse" in classes:
            return self.verse(node)
        if tag == "figure" and "figure" in classes:
            return "\n".join(self.blocks(node.children)).replace("<img", "<img" + extra, 1).split("\n")
        if tag in ("div", "aside", "details", "section", "figure"):
            is_plain = not extra and not {"division", "callout"} & set(classes)
            inner = self.blocks(node.children)
            return inner if is_plain else ["div" + extra] + indented(inner)
        return [] if tag in SKIPPED else None

    def list(self, node):
        kind = "ul"
        if node.tag == "ol":
            name = next((name for name in node.classes if name.startswith("parenthes")), "period").split("-")[0]
            delimiter = {"period": "Period", "parenthesis": "OneParen", "parentheses": "TwoParens"}[name]
            kind = f"ol {node.get('start') or 1} {STYLES[node.get('type') or '1']} {delimiter}"
        items = [self.blocks(item.children) for item in node.children if isinstance(item, Node)]
        return listed(kind, "tight" in node.classes, items)

    def part(self, part):
        if part.tag == "dt":
            return ["dt " + tidy(self.inlines(part))]
        return ["dd"] + indented(self.blocks(part.children))

    def verse(self, node):
        lines = []
        for stanza in node.children:
            if isinstance(stanza, Node):
                lines += ["-"] if lines else []
                for line in stanza.children:
                    if isinstance(line, Node):
                        lines += [tidy(self.inlines(line))]
        return ["lines"] + indented(lines)

    def table(self, node):
        caption, groups = "", []
        for child in node.children:
            if isinstance(child, Node) and child.tag == "caption":
                caption = tidy(self.inlines(child))
            elif isinstance(child, Node) and child.tag in ("thead", "tbody", "tfoot"):
                rows = [[self.cell(cell) for cell in row.children if isinstance(cell, Node)] for row in child.children if isinstance(row, Node)]
                groups.append((child.tag, rows))
        return own(node.get("id"), node.classes), caption, groups

    def cell(self, cell):
        align = next((name[6:] for name in cell.classes if name.startswith("align-")), "start")
        spans = f"{cell.get('colspan') or 1}x{cell.get('rowspan') or 1}"
        return align, spans, self.blocks(cell.children)

    def inlines(self, node):
        return "".join(map(self.inline, node.children))

    def inline(self, node):
        if isinstance(node, str):
            return node
        tag, role = node.tag, node.get("role")
        if tag in SKIPPED or role == "doc-backlink" or {"equation-number", "callout-label"} & set(node.classes):
            return ""
        if role == "doc-noteref":
            name = node.get("href").lstrip("#")
            if name in self.open:
                return "<note>…</note>"
            self.used.add(name)
            self.open.append(name)
            lines = self.blocks(self.notes[name].children)
            self.open.pop()
            return f"<note>{joined(lines)}</note>"
        if tag == "math":
            tag = "dmath" if node.get("display") == "block" else "math"
            return formula(tag, node.get("alttext"))
        if tag == "br":
            return "<br>"
        if tag in ("svg", "img"):
            return f"<img{own(node.get('id'), node.classes)} {node.get('aria-label') or node.get('alt')}>"
        inner = self.inlines(node)
        name = INLINE.get(tag)
        if not name:
            return f"<{tag}?>{inner}"
        for known in node.classes:
            name = CLASSES.get(known, name) if tag == "span" else name
        extra = own(node.get("id"), node.classes)
        if name == "a":
            return link(node.get("href"), node.get("title"), inner, extra)
        return wrapped(name, extra, inner)


def formula(tag, tex):
    return f"<{tag}>{tex.strip()}</{tag}>"


def text_of(node):
    return node if isinstance(node, str) else "".join(map(text_of, node.children))


def link(target, title, inner, extra=""):
    """A link. One to an example is only its number, and the name of the case is no part of one to a place."""
    if "_example-" in target:
        return inner
    target = re.sub("^#.*?_(?=id-)", "#", target)
    return f"<a {target}{' ' + title if title else ''}{extra}>{inner}</a>"


def listed(kind, is_tight, items):
    """A list. Whether it is tight shows only in the paragraphs of its items."""
    has_paragraphs = any(line.startswith("p ") for item in items for line in item)
    lines = [kind + (" tight" if is_tight and has_paragraphs else "")]
    for item in items:
        lines += ["  li"] + indented(indented(item))
    return lines


def table(extra, caption, groups):
    lines = []
    for name, rows in groups:
        for row in rows:
            lines.append(f"{name} row")
            lines += [f"  {align} {spans} {joined(blocks)}".rstrip() for align, spans, blocks in row]
    return [f"table{extra} {caption}".rstrip()] + indented(lines)


# ---- pandoc


ALIGNED = {"AlignLeft": "start", "AlignDefault": "start", "AlignRight": "end", "AlignCenter": "center"}
WRAPPED = {"Emph": "em", "Strong": "strong", "Underline": "u", "Strikeout": "del", "Superscript": "sup", "Subscript": "sub", "SmallCaps": "sc"}


def of_pandoc(blocks):
    return [line for block in blocks for line in block_of_pandoc(block)]


def block_of_pandoc(block):
    kind, content = block["t"], block.get("c")
    match kind:
        case "Para" | "Plain":
            return paragraph(inlines(content))
        case "Header":
            level, attributes, words = content
            return [f"h{level}{own(*attributes[:2])} {tidy(inlines(words))}"]
        case "BulletList":
            return listed("ul", is_tight(content), [of_pandoc(item) for item in content])
        case "OrderedList":
            (start, style, delimiter), items = content
            style = {"Example": "Decimal", "DefaultStyle": "Decimal"}.get(style["t"], style["t"])
            delimiter = {"DefaultDelim": "Period"}.get(delimiter["t"], delimiter["t"])
            return listed(f"ol {start} {style} {delimiter}", is_tight(items), [of_pandoc(item) for item in items])
        case "DefinitionList":
            lines = []
            for term, definitions in content:
                lines += ["dt " + tidy(inlines(term))]
                for definition in definitions:
                    lines += ["dd"] + indented(of_pandoc(definition))
            return ["dl"] + indented(lines)
        case "BlockQuote":
            return ["quote"] + indented(of_pandoc(content))
        case "CodeBlock":
            return ["code" + own(*content[0][:2])] + indented(content[1].rstrip("\n").split("\n"))
        case "HorizontalRule":
            return ["hr"]
        case "Div":
            attributes, inner = content
            return ["div" + own(*attributes[:2])] + indented(of_pandoc(inner))
        case "LineBlock":
            return ["lines"] + indented([tidy(inlines(line)) or "-" for line in content])
        case "Table":
            return table(*table_of_pandoc(content))
        case "Figure":
            return of_pandoc(content[2])
        case "RawBlock":
            if content[1] == "\\newpage":
                return []
            if content[0] == "tex" and content[1].startswith("\\begin"):
                return paragraph(formula("dmath", content[1]))
            return ["raw " + tidy(content[1])] if content[0] != "html" or "<!--" not in content[1] else []
    raise ValueError(kind)


def is_tight(items):
    return all(item[0]["t"] != "Para" for item in items if item)


def table_of_pandoc(content):
    attributes, (_, caption), columns, (_, head), bodies, (_, foot) = content
    aligned = [ALIGNED[align["t"]] for align, _ in columns]
    groups = [("thead", head)] + [("tbody", body[2] + body[3]) for body in bodies] + [("tfoot", foot)]
    found = []
    for name, rows in groups:
        covered = {}
        lines = [row_of_pandoc(row, aligned, covered) for row in rows]
        found += [(name, lines)] if lines else []
    return own(*attributes[:2]), tidy(" ".join(inlines(block["c"]) for block in caption)), found


def row_of_pandoc(row, aligned, covered):
    """The cells of a row. `covered` counts the rows that a cell above still covers, by column."""
    cells, column = [], 0
    for _, align, rows, columns, blocks in row[1]:
        while covered.get(column):
            covered[column] -= 1
            column += 1
        align = aligned[column] if align["t"] == "AlignDefault" else ALIGNED[align["t"]]
        cells.append((align, f"{columns}x{rows}", of_pandoc(blocks)))
        for _ in range(columns):
            covered[column] = rows - 1
            column += 1
    return cells


def raw_tag(text):
    """A tag of HTML that pandoc hands on, as that of an inline element."""
    match = re.fullmatch(r"<(/?)(\w+)([^<>]*?)/?>", text)
    if not match or match[2] not in INLINE and match[2] not in ("br", "img"):
        return None
    values = dict(re.findall(r'(\w+)="([^"]*)"', match[3]))
    if match[2] in ("br", "img"):
        return "<br>" if match[2] == "br" else f"<img {values.get('alt')}>"
    name = INLINE[match[2]]
    return f"<{match[1]}{name}{' ' + values['href'] if 'href' in values else ''}>"


def inlines(content):
    return "".join(map(inline, content))


def inline(element):
    kind, content = element["t"], element.get("c")
    match kind:
        case "Str":
            return content
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return "<br>"
        case "Quoted":
            first, last = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            return first + inlines(content[1]) + last
        case "Code":
            return wrapped("code", own(*content[0][:2]), content[1])
        case "Math":
            tag = "dmath" if content[0]["t"] == "DisplayMath" else "math"
            return formula(tag, content[1])
        case "Note":
            return f"<note>{joined(of_pandoc(content))}</note>"
        case "Cite":
            return inlines(content[1])
        case "Span":
            name = next((CLASSES[name] for name in content[0][1] if name in CLASSES), "span")
            return wrapped(name, own(*content[0][:2]), inlines(content[1]))
        case "Link":
            attributes, words, (target, title) = content
            return link(target, title, inlines(words), own(*attributes[:2]))
        case "Image":
            attributes, words, _ = content
            return f"<img{own(*attributes[:2])} {re.sub('<.*?>', '', inlines(words))}>"
        case "RawInline":
            if content[0] == "tex" and content[1].startswith("\\begin"):
                return formula("dmath", content[1])
            if content[0] == "html" and (tag := raw_tag(content[1])) is not None:
                return tag
            return f"<raw {content[1]}>" if "<!--" not in content[1] else ""
    if kind in WRAPPED:
        return wrapped(WRAPPED[kind], "", inlines(content))
    raise ValueError(kind)
