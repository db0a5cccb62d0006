//! The sample in XML, as `DataContractSerializer` writes it: members in the
//! order of their names' bytes, texts of lists in a namespace of their own.

use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{ITEMS, text};
use crate::legacy::webapi::shape::{Kind, Shape};

const INSTANCE: (&str, &str) = ("xmlns:i", "http://www.w3.org/2001/XMLSchema-instance");
/// `d2p1`: the first prefix needed at the second level.
const ARRAYS: (&str, &str) = (
    "xmlns:d2p1",
    "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
);

type Output = Writer<Vec<u8>>;

/// None if it cannot be written.
pub(super) fn sample(shape: &Shape) -> Option<String> {
    let mut output = Writer::new_with_indent(Vec::new(), b' ', 2);
    output
        .create_element(shape.name)
        .with_attributes([INSTANCE, ("xmlns", shape.namespace)])
        .write_inner_content(|output| members(output, shape))
        .ok()?;
    String::from_utf8(output.into_inner()).ok()
}

fn members(output: &mut Output, shape: &Shape) -> io::Result<()> {
    // A member's number is that of its declaration, not of its place here.
    let mut number = 0_u32;
    let mut values = Vec::new();
    for member in shape.members {
        if !matches!(member.kind, Kind::Texts | Kind::Objects(_)) {
            number += 1;
        }
        values.push((member.name, member.kind, number));
    }
    values.sort_unstable_by_key(|&(name, ..)| name);

    for (name, kind, number) in values {
        match kind {
            Kind::Text => plain(output, name, &text(number))?,
            Kind::Decimal | Kind::Int32 | Kind::Int64 => plain(output, name, &number.to_string())?,
            Kind::Texts => {
                output
                    .create_element(name)
                    .with_attribute(ARRAYS)
                    .write_inner_content(|output| {
                        (1..)
                            .take(ITEMS)
                            .try_for_each(|number| plain(output, "d2p1:string", &text(number)))
                    })?;
            }
            Kind::Objects(item) => {
                output.create_element(name).write_inner_content(|output| {
                    (0..ITEMS).try_for_each(|_| {
                        output
                            .create_element(item.name)
                            .write_inner_content(|output| members(output, item))
                            .map(drop)
                    })
                })?;
            }
        }
    }
    Ok(())
}

fn plain(output: &mut Output, name: &str, value: &str) -> io::Result<()> {
    output
        .create_element(name)
        .write_text_content(BytesText::new(value))
        .map(drop)
}
