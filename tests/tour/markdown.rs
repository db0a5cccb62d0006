//! The little of Markdown that the tests read.

/// A fenced block of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The word after the opening fence.
    pub(crate) language: String,
    /// What stands between the fences.
    pub(crate) text: String,
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
}

/// The fenced blocks of a document, in order.
pub(crate) fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in document.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(language), None) => {
                open = Some(Block {
                    language: language.to_owned(),
                    text: String::new(),
                    line: index + 1,
                });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert_eq!(open, None, "a block is not closed");
    blocks
}

/// The rows of the table that follows the comment `<!-- MARKER -->`, without
/// its header.
pub(crate) fn table(document: &str, marker: &str) -> Vec<String> {
    let marker = format!("<!-- {marker} -->");
    let (_, after) = document
        .split_once(&marker)
        .unwrap_or_else(|| panic!("{marker} is missing"));
    let lines = after.lines().skip_while(|line| !line.starts_with('|'));
    let rows = lines.take_while(|line| line.starts_with('|')).skip(2);
    rows.map(str::to_owned).collect()
}

/// The cells of a table's row.
pub(crate) fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split(" | ").map(str::trim).collect()
}

/// What stands between backquotes, code blocks aside.
pub(crate) fn code_spans(document: &str) -> Vec<String> {
    let mut spans = Vec::new();
    let mut in_block = false;
    let mut text = String::new();
    for line in document.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            text.push_str(line);
            text.push('\n');
        }
    }
    // A paragraph may break a line within a span, but no span crosses one.
    for paragraph in text.split("\n\n") {
        let spanned = paragraph.split('`').skip(1).step_by(2);
        spans.extend(spanned.map(|span| span.replace('\n', " ")));
    }
    spans
}

#[test]
fn a_document_is_taken_apart() {
    let document =
        "a `b` c\n\n```sh\nd `e`\n```\n<!-- t -->\n\n| x | y |\n| - | - |\n| 1 | `2` |\n\nf";
    let expected = Block {
        language: "sh".to_owned(),
        text: "d `e`\n".to_owned(),
        line: 3,
    };
    assert_eq!(blocks(document), [expected]);
    assert_eq!(table(document, "t"), ["| 1 | `2` |"]);
    assert_eq!(cells("| 1 | `2` |"), ["1", "`2`"]);
    assert_eq!(code_spans(document), ["b", "2"]);
}
