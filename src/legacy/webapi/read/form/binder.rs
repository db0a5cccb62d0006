//! Web API's model binding: `MutableObjectModelBinder`,
//! `CollectionModelBinder`, `TypeConverterModelBinder` and
//! `TypeMatchModelBinder`, in the order in which they are asked.
//!
//! Quirks kept:
//! - the first value of a field counts; one that is empty or blank is null;
//! - repeated fields are a list of strings as they are, but a single one that
//!   is blank is a list of one null;
//! - a list of objects has one item for each field of its name, whatever its
//!   value, and all of them have the same members (`list.member`);
//! - items with an index must begin at 0 and end at the first gap, unless
//!   `list.index` names the indexes.
//!
//! Where we differ: fields that many items share are read for each of them, so
//! the work could grow with the square of the body. What is read in all is held
//! to twice the length of the body, once for the value and once for a message
//! about it, which is enough whenever each field is read once; beyond, the form
//! is refused.

use super::fields::Fields;
use super::number::{self, Unconvertible};
use crate::legacy::webapi::model_state::{Binding, ModelState, PARAMETER, Problem};
use crate::legacy::webapi::shape::{Kind, Member, Shape};
use crate::legacy::webapi::value::{Object, Value};

/// Makes a parameter of the fields of a body of this length.
pub(super) fn bind(shape: &'static Shape, fields: &Fields, length: usize) -> Binding {
    let mut binder = Binder {
        fields,
        state: ModelState::default(),
        allowance: length.saturating_mul(2),
    };
    match binder.object(shape, "") {
        Ok(object) => Binding {
            object: Some(object),
            state: binder.state,
        },
        Err(TooMuch) => Binding::failed(Problem::Exception),
    }
}

/// More would be read than the body holds.
struct TooMuch;

struct Binder<'a> {
    fields: &'a Fields<'a>,
    state: ModelState,
    /// How many bytes of values may still be read.
    allowance: usize,
}

impl Binder<'_> {
    /// The object whose members' names begin with this.
    fn object(&mut self, shape: &'static Shape, prefix: &str) -> Result<Object, TooMuch> {
        let mut object = Object::new(shape);
        for (member, slot) in shape.members.iter().zip(&mut object.values) {
            let name = if prefix.is_empty() {
                member.name.to_owned()
            } else {
                format!("{prefix}.{}", member.name)
            };
            if let Some(value) = self.member(member, &name)? {
                *slot = value;
            } else if member.required && *slot != Value::Null {
                let member = member.name;
                self.add(&name, Problem::PropertyRequired { member });
            }
        }
        Ok(object)
    }

    /// What the member holds; `None` if it could not be bound.
    fn member(&mut self, member: &Member, name: &str) -> Result<Option<Value>, TooMuch> {
        match member.kind {
            Kind::Text => self.text(name),
            Kind::Decimal => self.number(member, name, |text| {
                number::decimal(text).map(Value::Decimal)
            }),
            Kind::Int32 => self.number(member, name, |text| number::int32(text).map(Value::Int32)),
            Kind::Int64 => self.number(member, name, |text| number::int64(text).map(Value::Int64)),
            Kind::Texts => self.texts(name),
            Kind::Objects(shape) => self.objects(shape, name),
        }
    }

    fn text(&mut self, name: &str) -> Result<Option<Value>, TooMuch> {
        let Some(text) = self.fields.values(name).first() else {
            return Ok(None);
        };
        self.spend(text)?;
        if is_blank(text) {
            return Ok(Some(Value::Null));
        }
        Ok(Some(Value::Text(text.clone().into_owned())))
    }

    fn number(
        &mut self,
        member: &Member,
        name: &str,
        convert: impl FnOnce(&str) -> Result<Value, Unconvertible>,
    ) -> Result<Option<Value>, TooMuch> {
        let values = self.fields.values(name);
        let Some(first) = values.first() else {
            return Ok(None);
        };
        self.spend(first)?;
        if is_blank(first) {
            if self.is_valid_at(name) {
                self.add(name, Problem::ValueRequired);
            }
            return Ok(Some(Value::default_of(member.kind)));
        }
        let (problem, value) = match convert(first) {
            Ok(value) => return Ok(Some(value)),
            Err(Unconvertible::Exception) => (Problem::Exception, None),
            Err(Unconvertible::Format) => {
                let value = values.join(",");
                self.spend(&value)?;
                let problem = Problem::NotValid {
                    value,
                    member: member.name,
                };
                (problem, None)
            }
        };
        self.add(name, problem);
        Ok(value)
    }

    fn texts(&mut self, name: &str) -> Result<Option<Value>, TooMuch> {
        if !self.fields.has_prefix(name) {
            return Ok(None);
        }
        let items = match self.fields.values(name) {
            [] => self.items(name, Self::text)?,
            [_] => self.text(name)?.into_iter().collect(),
            values => values
                .iter()
                .map(|value| {
                    self.spend(value)
                        .map(|()| Value::Text(value.clone().into_owned()))
                })
                .collect::<Result<_, _>>()?,
        };
        Ok(Some(Value::List(items)))
    }

    fn objects(&mut self, shape: &'static Shape, name: &str) -> Result<Option<Value>, TooMuch> {
        if !self.fields.has_prefix(name) {
            return Ok(None);
        }
        let items = match self.fields.values(name) {
            [] => self.items(name, |binder, name| {
                if !binder.fields.has_prefix(name) {
                    return Ok(None);
                }
                binder.object(shape, name).map(Value::Object).map(Some)
            })?,
            values => values
                .iter()
                .map(|_| self.object(shape, name).map(Value::Object))
                .collect::<Result<_, _>>()?,
        };
        Ok(Some(Value::List(items)))
    }

    /// The items that have an index.
    fn items(
        &mut self,
        name: &str,
        mut item: impl FnMut(&mut Self, &str) -> Result<Option<Value>, TooMuch>,
    ) -> Result<Vec<Value>, TooMuch> {
        let mut items = Vec::new();
        let indexes = self.fields.values(&format!("{name}.index"));
        if indexes.is_empty() {
            while let Some(value) = item(self, &format!("{name}[{}]", items.len()))? {
                items.push(value);
            }
        }
        for index in indexes {
            let value = item(self, &format!("{name}[{index}]"))?;
            items.push(value.unwrap_or(Value::Null));
        }
        Ok(items)
    }

    fn spend(&mut self, value: &str) -> Result<(), TooMuch> {
        self.allowance = self.allowance.checked_sub(value.len()).ok_or(TooMuch)?;
        Ok(())
    }

    fn is_valid_at(&self, name: &str) -> bool {
        self.state.is_valid_at(&key(name))
    }

    fn add(&mut self, name: &str, problem: Problem) {
        self.state.add(&key(name), problem);
    }
}

fn key(name: &str) -> String {
    format!("{PARAMETER}.{name}")
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
