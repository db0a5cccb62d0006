//! The methods that the server knows, read from the contract itself.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use prost::{DecodeError, Message as _};
use prost_types::FileDescriptorSet;

use crate::proto::FILE_DESCRIPTOR_SET;

/// What a method that the server does not know is called in metrics and logs,
/// so that nobody can fill them with made-up names. OpenTelemetry's word.
pub(super) const OTHER: &str = "_OTHER";

/// The package of the contract.
const PACKAGE: &str = "refund.v1";

/// Every method that the server knows.
#[derive(Clone, Debug)]
pub struct Methods {
    by_path: HashMap<String, Arc<str>>,
    services: BTreeSet<String>,
    other: Arc<str>,
}

impl Methods {
    /// Reads the contract, and those of the health and reflection services.
    pub fn read() -> Result<Self, DecodeError> {
        let mut methods = Self {
            by_path: HashMap::new(),
            services: BTreeSet::new(),
            other: OTHER.into(),
        };
        for encoded in [
            FILE_DESCRIPTOR_SET,
            tonic_health::pb::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
        ] {
            methods.add(&FileDescriptorSet::decode(encoded)?);
        }
        Ok(methods)
    }

    /// The method at a request's path, as `package.Service/Method`.
    #[must_use]
    pub fn named(&self, path: &str) -> Arc<str> {
        self.by_path.get(path).unwrap_or(&self.other).clone()
    }

    /// Whether there is a method at a request's path.
    #[must_use]
    pub fn knows(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// The services of the contract, as `package.Service`.
    #[must_use]
    pub fn services(&self) -> &BTreeSet<String> {
        &self.services
    }

    fn add(&mut self, files: &FileDescriptorSet) {
        for file in &files.file {
            for service in &file.service {
                let service_name = format!("{}.{}", file.package(), service.name());
                for method in &service.method {
                    let name = format!("{service_name}/{}", method.name());
                    self.by_path.insert(format!("/{name}"), name.into());
                }
                if file.package() == PACKAGE {
                    self.services.insert(service_name);
                }
            }
        }
    }
}

/// The service that a request's path names.
#[must_use]
pub fn service_of(path: &str) -> &str {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_is_known_and_nothing_else() {
        let methods = Methods::read().unwrap();
        let known = [
            "refund.v1.EPayRefundService/EndSingleSuccess",
            "grpc.health.v1.Health/Check",
            "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        ];
        for name in known {
            assert_eq!(&*methods.named(&format!("/{name}")), name);
            assert!(methods.knows(&format!("/{name}")));
        }
        assert_eq!(&*methods.named("/refund.v1.EPayRefundService/Nope"), OTHER);
        assert!(!methods.knows("/refund.v1.EPayRefundService/Nope"));
        assert!(methods.services().contains("refund.v1.OperationsService"));
        assert!(!methods.services().contains("grpc.health.v1.Health"));
    }

    #[test]
    fn a_path_names_its_service() {
        assert_eq!(service_of("/refund.v1.A/B"), "refund.v1.A");
        assert_eq!(service_of("/"), "");
    }
}
