//! A server behind the sidecar that judges signatures as the gateway does, by
//! the clock and with the partners of the recorded cases.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use refund_gateway::{
    partners::hawk::{Algorithm, Artifacts, Credentials, PayloadHashes, Refused, SignedRequest},
    proto::v1::{
        HawkArtifacts, HawkPayloadHashes, HawkVerdict, SignHawkResponseRequest,
        SignHawkResponseResponse, VerifyHawkRequest, VerifyHawkResponse, VerifyTopSignatureRequest,
        VerifyTopSignatureResponse,
        partner_auth_service_server::{PartnerAuthService, PartnerAuthServiceServer},
    },
};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status, transport::Server};

/// A partner of the recorded cases.
#[derive(Debug, Deserialize)]
pub struct Partner {
    pub id: String,
    pub algorithm: String,
    pub key_literal: String,
    pub password: String,
}

/// Judges at one moment.
#[derive(Clone)]
pub struct Judge {
    partners: Arc<BTreeMap<String, Credentials>>,
    used: Arc<Mutex<BTreeSet<(String, String, String)>>>,
    now: u64,
}

impl Judge {
    /// Judges as of `now`, in Unix seconds.
    pub fn new(partners: &[Partner], now: u64, payload_hash_required: bool) -> Self {
        let partners = partners.iter().map(|partner| {
            let credentials = Credentials {
                key: Credentials::derive_key(&partner.key_literal, &partner.password),
                algorithm: match &*partner.algorithm {
                    "sha256" => Algorithm::Sha256,
                    _ => Algorithm::Sha1,
                },
                payload_hash_required,
            };
            (partner.id.clone(), credentials)
        });
        Self {
            partners: Arc::new(partners.collect()),
            used: Arc::default(),
            now,
        }
    }

    /// Listens for as long as the test runs.
    pub async fn serve(self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = Server::builder()
            .add_service(PartnerAuthServiceServer::new(self))
            .serve_with_incoming(TcpListenerStream::new(listener));
        tokio::spawn(serving);
        address
    }

    fn verdict(&self, request: &VerifyHawkRequest) -> Result<(), VerifyHawkResponse> {
        let refused = |verdict: HawkVerdict| VerifyHawkResponse {
            verdict: verdict.into(),
            ..VerifyHawkResponse::default()
        };
        let given = request.artifacts.as_ref().unwrap();
        let partner = self.partners.get(&given.id);
        let partner = partner.ok_or_else(|| refused(HawkVerdict::UnknownCredentials))?;
        let signed = SignedRequest {
            artifacts: artifacts(given),
            mac: &request.mac,
            hash: request.hash.as_deref(),
            ext: request.ext.as_deref(),
            payload: request.payload.as_ref().map(payload),
        };
        partner.check(&signed, self.now).map_err(|why| match why {
            Refused::BadMac => refused(HawkVerdict::BadMac),
            Refused::MissingPayloadHash => refused(HawkVerdict::MissingPayloadHash),
            Refused::BadPayloadHash => refused(HawkVerdict::BadPayloadHash),
            Refused::StaleTimestamp { ts, tsm } => VerifyHawkResponse {
                ts,
                tsm,
                ..refused(HawkVerdict::StaleTimestamp)
            },
        })?;
        let nonce = (given.id.clone(), given.ts.clone(), given.nonce.clone());
        let is_new = self.used.lock().unwrap().insert(nonce);
        is_new
            .then_some(())
            .ok_or_else(|| refused(HawkVerdict::InvalidNonce))
    }
}

fn artifacts(given: &HawkArtifacts) -> Artifacts<'_> {
    Artifacts {
        ts: &given.ts,
        nonce: &given.nonce,
        method: &given.method,
        resource: &given.resource,
        host: &given.host,
        port: u16::try_from(given.port).unwrap(),
        app: given.app.as_deref(),
        dlg: given.dlg.as_deref(),
    }
}

fn payload(hashes: &HawkPayloadHashes) -> PayloadHashes<'_> {
    PayloadHashes {
        sha256: &hashes.sha256,
        sha1: &hashes.sha1,
    }
}

#[tonic::async_trait]
impl PartnerAuthService for Judge {
    async fn verify_hawk(
        &self,
        request: Request<VerifyHawkRequest>,
    ) -> Result<Response<VerifyHawkResponse>, Status> {
        let accepted = VerifyHawkResponse {
            verdict: HawkVerdict::Accepted.into(),
            ..VerifyHawkResponse::default()
        };
        let verdict = self.verdict(request.get_ref());
        Ok(Response::new(verdict.err().unwrap_or(accepted)))
    }

    async fn sign_hawk_response(
        &self,
        request: Request<SignHawkResponseRequest>,
    ) -> Result<Response<SignHawkResponseResponse>, Status> {
        let request = request.into_inner();
        let given = request.artifacts.as_ref().unwrap();
        let hashes = request.payload.as_ref().unwrap();
        let signature = self.partners[&given.id].sign_answer(&artifacts(given), &payload(hashes));
        Ok(Response::new(SignHawkResponseResponse {
            mac: signature.mac,
            hash: signature.hash,
        }))
    }

    async fn verify_top_signature(
        &self,
        _: Request<VerifyTopSignatureRequest>,
    ) -> Result<Response<VerifyTopSignatureResponse>, Status> {
        Err(Status::unimplemented("not a part of these tests"))
    }
}
