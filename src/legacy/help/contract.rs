//! What the contract in `proto/` says of its methods, messages and fields: the
//! meaning, the limits and the source of each, from the comments that the
//! embedded descriptor set carries.

use std::collections::BTreeMap;

use prost::Message as _;
use prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
    FileDescriptorSet, ServiceDescriptorProto, field_descriptor_proto::Label,
    field_descriptor_proto::Type, source_code_info::Location,
};

use crate::proto::FILE_DESCRIPTOR_SET;

const PACKAGE: &str = "refund.v1";

/// The contract, by full names.
#[derive(Debug, Default)]
pub(super) struct Contract {
    methods: BTreeMap<String, Method>,
    types: BTreeMap<String, Kind>,
}

/// A method.
#[derive(Debug)]
pub(super) struct Method {
    /// What it does.
    pub(super) comment: String,
    request: String,
    response: String,
}

/// A message or an enumeration.
#[derive(Debug)]
pub(super) struct Kind {
    /// The name without the package.
    pub(super) name: String,
    /// What it is for.
    pub(super) comment: String,
    /// Its fields, or its values.
    pub(super) parts: Vec<Part>,
}

/// A field of a message, or a value of an enumeration.
#[derive(Debug)]
pub(super) struct Part {
    /// The name.
    pub(super) name: String,
    /// What it holds; of an enumeration the number.
    pub(super) shown_type: String,
    /// What it means.
    pub(super) comment: String,
    type_name: String,
}

impl Contract {
    /// The one that is built in; empty if it is damaged.
    pub(super) fn embedded() -> Self {
        let files = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).unwrap_or_default();
        let mut contract = Self::default();
        // What the contract imports from elsewhere comes without comments.
        for file in files.file.iter().filter(|file| file.package() == PACKAGE) {
            contract.add(file);
        }
        contract
    }

    /// The method of this full name.
    pub(super) fn method(&self, name: &str) -> Option<&Method> {
        self.methods.get(name)
    }

    /// The message of this name.
    pub(super) fn message(&self, name: &str) -> Option<&Kind> {
        self.types.get(&full_name(PACKAGE, name))
    }

    /// What a method takes and answers, with all that is in it, each once.
    pub(super) fn types_of<'a>(&'a self, method: &'a Method) -> Vec<&'a Kind> {
        let mut seen = Vec::new();
        let mut waiting = vec![&method.response, &method.request];
        while let Some(name) = waiting.pop() {
            if seen.contains(&name) {
                continue;
            }
            if let Some(kind) = self.types.get(name) {
                seen.push(name);
                waiting.extend(kind.parts.iter().rev().map(|part| &part.type_name));
            }
        }
        seen.into_iter()
            .filter_map(|name| self.types.get(name))
            .collect()
    }

    fn add(&mut self, file: &FileDescriptorProto) {
        let comments = Comments::of(file);
        for (message, at) in file.message_type.iter().zip(0..) {
            let kind = message_of(message, &comments, &[4, at]);
            self.types.insert(full_name(PACKAGE, message.name()), kind);
        }
        for (enumeration, at) in file.enum_type.iter().zip(0..) {
            let kind = enumeration_of(enumeration, &comments, &[5, at]);
            self.types
                .insert(full_name(PACKAGE, enumeration.name()), kind);
        }
        for (service, at) in file.service.iter().zip(0..) {
            self.add_methods(service, &comments, at);
        }
    }

    fn add_methods(
        &mut self,
        service: &ServiceDescriptorProto,
        comments: &Comments<'_>,
        service_at: i32,
    ) {
        for (method, at) in service.method.iter().zip(0..) {
            let name = full_name(&full_name(PACKAGE, service.name()), method.name());
            let method = Method {
                comment: comments.at(&[6, service_at, 2, at]),
                request: without_dot(method.input_type()),
                response: without_dot(method.output_type()),
            };
            self.methods.insert(name, method);
        }
    }
}

/// Comments by their path: the numbers of fields and indices that lead from the
/// file's descriptor to the part that is commented on (`descriptor.proto`).
struct Comments<'a>(BTreeMap<&'a [i32], &'a str>);

impl<'a> Comments<'a> {
    fn of(file: &'a FileDescriptorProto) -> Self {
        let locations = file.source_code_info.iter().flat_map(|info| &info.location);
        let comment = |location: &'a Location| {
            let text = location.leading_comments.as_deref()?;
            Some((location.path.as_slice(), text))
        };
        Self(locations.filter_map(comment).collect())
    }

    fn at(&self, path: &[i32]) -> String {
        let text = self.0.get(path).copied().unwrap_or_default();
        let lines = text.lines().map(str::trim);
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

fn message_of(message: &DescriptorProto, comments: &Comments<'_>, path: &[i32]) -> Kind {
    let part = |(field, at): (&FieldDescriptorProto, i32)| Part {
        name: field.name().to_owned(),
        shown_type: shown_type(field),
        comment: comments.at(&[path, &[2, at]].concat()),
        type_name: without_dot(field.type_name()),
    };
    Kind {
        name: message.name().to_owned(),
        comment: comments.at(path),
        parts: message.field.iter().zip(0..).map(part).collect(),
    }
}

fn enumeration_of(
    enumeration: &EnumDescriptorProto,
    comments: &Comments<'_>,
    path: &[i32],
) -> Kind {
    let parts = enumeration.value.iter().zip(0..).map(|(value, at)| Part {
        name: value.name().to_owned(),
        shown_type: value.number().to_string(),
        comment: comments.at(&[path, &[2, at]].concat()),
        type_name: String::new(),
    });
    Kind {
        name: enumeration.name().to_owned(),
        comment: comments.at(path),
        parts: parts.collect(),
    }
}

fn shown_type(field: &FieldDescriptorProto) -> String {
    let kind = match field.r#type() {
        Type::Message | Type::Enum => {
            let name = field.type_name();
            name.rsplit('.').next().unwrap_or(name).to_owned()
        }
        plain => plain
            .as_str_name()
            .trim_start_matches("TYPE_")
            .to_ascii_lowercase(),
    };
    if field.label() == Label::Repeated {
        format!("repeated {kind}")
    } else if field.proto3_optional() {
        format!("optional {kind}")
    } else {
        kind
    }
}

fn full_name(scope: &str, name: &str) -> String {
    format!("{scope}.{name}")
}

/// Descriptors write a full name with a dot in front.
fn without_dot(name: &str) -> String {
    name.trim_start_matches('.').to_owned()
}
