import com.taobao.api.TaobaoObject;
import com.taobao.api.TaobaoResponse;
import com.taobao.api.internal.mapping.ApiField;

/** The answer in the shape that the platform generates for its partners. */
public class AlibabaWdkTradeRefundInformResponse extends TaobaoResponse {
  private static final long serialVersionUID = 1;

  @ApiField("result")
  private InformRefundSuccessResult result;

  public InformRefundSuccessResult getResult() {
    return result;
  }

  public void setResult(InformRefundSuccessResult result) {
    this.result = result;
  }

  public static class InformRefundSuccessResult extends TaobaoObject {
    private static final long serialVersionUID = 1;

    @ApiField("error_code")
    private String errorCode;

    @ApiField("error_msg")
    private String errorMsg;

    @ApiField("success")
    private Boolean success;

    public String getErrorCode() {
      return errorCode;
    }

    public void setErrorCode(String errorCode) {
      this.errorCode = errorCode;
    }

    public String getErrorMsg() {
      return errorMsg;
    }

    public void setErrorMsg(String errorMsg) {
      this.errorMsg = errorMsg;
    }

    public Boolean getSuccess() {
      return success;
    }

    public void setSuccess(Boolean success) {
      this.success = success;
    }
  }
}
