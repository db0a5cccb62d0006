//! `PartnerAuthService`.

mod checks;

use tonic::{Request, Response, Status};

use crate::{
    error::Failure,
    grpc::status,
    metrics,
    partners::{HawkVerdict as Judged, Partners, TopVerdict as TopJudged, hawk::Refused},
    proto::v1::{
        HawkVerdict, SignHawkResponseRequest, SignHawkResponseResponse, TopVerdict,
        VerifyHawkRequest, VerifyHawkResponse, VerifyTopSignatureRequest,
        VerifyTopSignatureResponse, partner_auth_service_server::PartnerAuthService,
    },
};

/// Judges signatures, for the compatibility sidecar.
pub(in crate::grpc) struct PartnerAuth {
    partners: Partners,
}

impl PartnerAuth {
    pub(in crate::grpc) fn new(partners: Partners) -> Self {
        Self { partners }
    }
}

#[tonic::async_trait]
impl PartnerAuthService for PartnerAuth {
    async fn verify_hawk(
        &self,
        request: Request<VerifyHawkRequest>,
    ) -> Result<Response<VerifyHawkResponse>, Status> {
        let request = request.into_inner();
        let (id, signed) = checks::signed_request(&request).map_err(status::invalid)?;
        let judged = self.partners.verify_hawk(id, &signed).await;
        let judged = judged.map_err(|error| status::unjudged(&error))?;
        let (verdict, name) = hawk_verdict(&judged);
        metrics::partner_auth_verdict("hawk", name);
        // Who is not known may be called anything.
        if !matches!(judged, Judged::Accepted | Judged::UnknownCredentials) {
            tracing::info!(partner = id, verdict = name, "a signature does not hold");
        }
        let (ts, tsm) = match judged {
            Judged::Refused(Refused::StaleTimestamp { ts, tsm }) => (ts, tsm),
            _ => Default::default(),
        };
        let verdict = verdict.into();
        Ok(Response::new(VerifyHawkResponse { verdict, ts, tsm }))
    }

    async fn sign_hawk_response(
        &self,
        request: Request<SignHawkResponseRequest>,
    ) -> Result<Response<SignHawkResponseResponse>, Status> {
        let request = request.into_inner();
        let (id, artifacts, payload) = checks::answer(&request).map_err(status::invalid)?;
        let signed = self.partners.sign_hawk_answer(id, &artifacts, &payload);
        let signed = signed.await.map_err(|error| status::unjudged(&error))?;
        let signature = signed.ok_or_else(|| {
            let message = format!("partner {id} is not known or is disabled");
            status::tell(Failure::PermissionDenied, message, &[], &[])
        })?;
        let (mac, hash) = (signature.mac, signature.hash);
        Ok(Response::new(SignHawkResponseResponse { mac, hash }))
    }

    async fn verify_top_signature(
        &self,
        request: Request<VerifyTopSignatureRequest>,
    ) -> Result<Response<VerifyTopSignatureResponse>, Status> {
        let request = request.into_inner();
        let method = checks::top_method(&request).map_err(status::invalid)?;
        let VerifyTopSignatureRequest {
            app_key,
            sign,
            signed,
            ..
        } = &request;
        let judged = self.partners.verify_top(app_key, method, signed, sign);
        let judged = judged.await.map_err(|error| status::unjudged(&error))?;
        let (verdict, name) = match judged {
            TopJudged::Accepted => (TopVerdict::Accepted, "accepted"),
            TopJudged::UnknownApp => (TopVerdict::UnknownApp, "unknown_app"),
            TopJudged::BadSignature => (TopVerdict::BadSignature, "bad_signature"),
        };
        metrics::partner_auth_verdict("top", name);
        if judged == TopJudged::BadSignature {
            tracing::info!(app_key, verdict = name, "a signature does not hold");
        }
        let verdict = verdict.into();
        Ok(Response::new(VerifyTopSignatureResponse { verdict }))
    }
}

fn hawk_verdict(judged: &Judged) -> (HawkVerdict, &'static str) {
    match judged {
        Judged::Accepted => (HawkVerdict::Accepted, "accepted"),
        Judged::UnknownCredentials => (HawkVerdict::UnknownCredentials, "unknown_credentials"),
        Judged::InvalidNonce => (HawkVerdict::InvalidNonce, "invalid_nonce"),
        Judged::Refused(refused) => match refused {
            Refused::BadMac => (HawkVerdict::BadMac, "bad_mac"),
            Refused::MissingPayloadHash => {
                (HawkVerdict::MissingPayloadHash, "missing_payload_hash")
            }
            Refused::BadPayloadHash => (HawkVerdict::BadPayloadHash, "bad_payload_hash"),
            Refused::StaleTimestamp { .. } => (HawkVerdict::StaleTimestamp, "stale_timestamp"),
        },
    }
}
