//! Reflection: what `grpcurl` and its like read the contract from.

use tonic::service::Routes;
use tonic_reflection::server::{Builder, Error};

use crate::proto::FILE_DESCRIPTOR_SET;

/// The descriptor that was built in is damaged.
#[derive(Debug, thiserror::Error)]
#[error("the embedded contract cannot be served by reflection")]
pub struct ReflectionError(#[from] Error);

/// Reflection, in the version of today and in the one that older tools ask for.
pub fn routes() -> Result<Routes, ReflectionError> {
    let builder = || {
        Builder::configure()
            .register_encoded_file_descriptor_set(FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            // Without them grpcurl cannot show the details of a refusal.
            .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
    };
    Ok(Routes::new(builder().build_v1()?).add_service(builder().build_v1alpha()?))
}
