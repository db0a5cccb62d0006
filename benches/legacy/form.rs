//! Parameters as forms.

use serde_json::Value;

use crate::encode::xml_text;

/// As jQuery writes it.
pub(crate) fn form(value: &Value) -> String {
    fn add(form: &mut form_urlencoded::Serializer<'_, String>, name: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                for (member, value) in members {
                    let is_root = name.is_empty();
                    let name = if is_root {
                        member.clone()
                    } else {
                        format!("{name}[{member}]")
                    };
                    add(form, &name, value);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    add(form, &format!("{name}[{index}]"), item);
                }
            }
            value => {
                form.append_pair(name, &xml_text(value));
            }
        }
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    add(&mut form, "", value);
    form.finish()
}
