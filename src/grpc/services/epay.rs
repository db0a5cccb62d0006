//! `EPayRefundService`.

use tonic::{Request, Response, Status};

use crate::{
    domain::callback::receive::ReceiveCallback,
    engine::{CallbackAnswer, Engine},
    grpc::{
        convert::callback::end_single_success,
        status::{self, flow},
    },
    metrics,
    proto::v1::{
        EPayEndRefundSuccessParm, EndSingleSuccessResponse,
        e_pay_refund_service_server::EPayRefundService,
    },
};

/// Saves and applies callbacks of the e-payment platform.
pub(in crate::grpc) struct EPayRefund {
    engine: Engine,
}

impl EPayRefund {
    pub(in crate::grpc) fn new(engine: Engine) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl EPayRefundService for EPayRefund {
    async fn end_single_success(
        &self,
        request: Request<EPayEndRefundSuccessParm>,
    ) -> Result<Response<EndSingleSuccessResponse>, Status> {
        let EPayEndRefundSuccessParm {
            batchno,
            trandeno,
            refundmoney,
        } = request.into_inner();
        let refundmoney = refundmoney.as_ref().map(|amount| amount.value.as_str());
        let command =
            ReceiveCallback::new(batchno, trandeno, refundmoney).map_err(status::invalid)?;
        let key = command.key().clone();

        let about = [("batchno", &*key.batchno), ("trandeno", &*key.trandeno)];
        let answer = self.engine.receive_callback(command).await;
        let answer = answer.map_err(|error| status::failed(error, &about))?;
        if matches!(&answer, CallbackAnswer::Applied(applied) if applied.repeated) {
            metrics::duplicate(flow::CALLBACK);
        }
        Ok(Response::new(end_single_success(key, answer)))
    }
}
