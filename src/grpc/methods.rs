//! The methods that the server knows, read from the contract itself.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use prost::{DecodeError, Message as _};
use prost_types::FileDescriptorSet;

use crate::{metrics::CallDurations, proto::FILE_DESCRIPTOR_SET};

/// What a method that the server does not know is called in metrics and logs,
/// so that nobody can fill them with made-up names. OpenTelemetry's word.
pub(super) const OTHER: &str = "_OTHER";

/// The paths of the methods that something is known of besides the contract.
pub(super) mod path {
    pub(in crate::grpc) const END_SINGLE_SUCCESS: &str =
        "/refund.v1.EPayRefundService/EndSingleSuccess";
    pub(in crate::grpc) const INFORM_REFUND_SUCCESS: &str =
        "/refund.v1.TaoxiandaRefundService/InformRefundSuccess";
    pub(in crate::grpc) const REFUND: &str = "/refund.v1.OrderRefundService/Refund";
    pub(in crate::grpc) const SIGN_HAWK_RESPONSE: &str =
        "/refund.v1.PartnerAuthService/SignHawkResponse";
    pub(in crate::grpc) const UPDATE_THIRD_REFUND_INFO: &str =
        "/refund.v1.DouyinRefundService/UpdateThirdRefundInfo";
    pub(in crate::grpc) const UPSERT_ORDERS: &str = "/refund.v1.OrderService/UpsertOrders";
    pub(in crate::grpc) const VERIFY_HAWK: &str = "/refund.v1.PartnerAuthService/VerifyHawk";
    pub(in crate::grpc) const VERIFY_TOP_SIGNATURE: &str =
        "/refund.v1.PartnerAuthService/VerifyTopSignature";
}

/// The package of the contract.
const PACKAGE: &str = "refund.v1";

/// A method that the server knows, or what stands for all others.
#[derive(Debug)]
pub struct Method {
    /// `package.Service/Method`.
    pub name: Arc<str>,
    /// Whether the contract has it. Health and reflection are gRPC's own.
    pub is_ours: bool,
    /// How long its calls take.
    pub durations: CallDurations,
}

/// Every method that the server knows.
#[derive(Debug)]
pub struct Methods {
    by_path: HashMap<String, Arc<Method>>,
    services: BTreeSet<String>,
    other: Arc<Method>,
}

impl Method {
    fn new(name: &str, is_ours: bool) -> Arc<Self> {
        let name: Arc<str> = name.into();
        Arc::new(Self {
            durations: CallDurations::of(Arc::clone(&name)),
            name,
            is_ours,
        })
    }
}

impl Methods {
    /// Reads the contract, and those of the health and reflection services.
    pub fn read() -> Result<Self, DecodeError> {
        let mut methods = Self {
            by_path: HashMap::new(),
            services: BTreeSet::new(),
            other: Method::new(OTHER, false),
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

    /// The method at a request's path, if there is one.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Arc<Method>> {
        self.by_path.get(path)
    }

    /// What a call to a path counts as.
    #[must_use]
    pub fn counted_at(&self, path: &str) -> Arc<Method> {
        Arc::clone(self.at(path).unwrap_or(&self.other))
    }

    /// The services of the contract, as `package.Service`.
    #[must_use]
    pub fn services(&self) -> &BTreeSet<String> {
        &self.services
    }

    fn add(&mut self, files: &FileDescriptorSet) {
        for file in &files.file {
            let is_ours = file.package() == PACKAGE;
            for service in &file.service {
                let service_name = format!("{}.{}", file.package(), service.name());
                for method in &service.method {
                    let name = format!("{service_name}/{}", method.name());
                    self.by_path
                        .insert(format!("/{name}"), Method::new(&name, is_ours));
                }
                if is_ours {
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
            let method = methods.at(&format!("/{name}")).unwrap();
            assert_eq!(&*method.name, name);
            assert_eq!(method.is_ours, name.starts_with("refund."));
        }
        let unknown = "/refund.v1.EPayRefundService/Nope";
        assert!(methods.at(unknown).is_none());
        assert_eq!(&*methods.counted_at(unknown).name, OTHER);
        assert!(methods.services().contains("refund.v1.OperationsService"));
        assert!(!methods.services().contains("grpc.health.v1.Health"));
    }

    #[test]
    fn a_path_names_its_service() {
        assert_eq!(service_of("/refund.v1.A/B"), "refund.v1.A");
        assert_eq!(service_of("/"), "");
    }
}
