// A partner on .NET: the old server's own clients, unchanged. HttpClient with
// its formatters' ways, HttpWebRequest with DataContractSerializer, WebClient
// with a form. Prints what it saw, one line a call.
//
//   mcs -r:System.Net.Http,System.Runtime.Serialization Client.cs
//   mono Client.exe BASE_URL KEY_PREFIX
using System;
using System.Collections.Specialized;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;

namespace DigitalScience
{
    [DataContract(Namespace = "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm")]
    public class EPayEndRefundSuccessParm
    {
        [DataMember] public string batchno;
        [DataMember] public string trandeno;
        [DataMember] public decimal refundmoney;
    }

    [DataContract(Namespace = "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm.Douyin")]
    public class NoticeListParm
    {
        [DataMember] public string certificate_id;
        [DataMember] public string code;
        [DataMember] public int total_count;
        [DataMember] public int verify_count;
        [DataMember] public long apply_time;
        [DataMember] public long audit_time;
        [DataMember] public int audit_result;
    }

    [DataContract(Namespace = "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm.Douyin")]
    public class DouyinInfoSyncParm
    {
        [DataMember] public string order_id;
        [DataMember] public NoticeListParm[] notice_list;
    }

    [DataContract(Namespace = "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer")]
    public class CommonOperationResult
    {
        [DataMember] public int errcode;
        [DataMember] public string errmsg;
        [DataMember] public string tag;
    }

    // Streams without a known length, as ObjectContent does: the body goes out
    // in chunks.
    public class Chunked : HttpContent
    {
        private readonly Action<Stream> write;

        public Chunked(string mediaType, Action<Stream> write)
        {
            this.write = write;
            Headers.ContentType = new MediaTypeHeaderValue(mediaType) { CharSet = "utf-8" };
        }

        protected override System.Threading.Tasks.Task SerializeToStreamAsync(Stream stream, TransportContext context)
        {
            write(stream);
            return System.Threading.Tasks.Task.FromResult(0);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    public static class Client
    {
        private const string Epay = "api/WebInterface/EPay/Refund/EndSingle/Success";
        private const string Douyin = "api/WebInterface/Order/ThirdRefundInfo/Update";
        private static string root;

        public static int Main(string[] arguments)
        {
            root = arguments[0].TrimEnd('/') + "/";
            var key = arguments[1];
            var notice = new NoticeListParm
            {
                certificate_id = key + "-c", code = "券码", total_count = 2, verify_count = 1,
                apply_time = 1700000000, audit_time = 1700000001, audit_result = 1,
            };
            var sync = new DouyinInfoSyncParm { order_id = key + "-o", notice_list = new[] { notice } };

            Post("HttpClient XML", Epay, Xml(Callback(key, 1)), null);
            Post("HttpClient JSON", Epay, Json(Callback(key, 2)), "application/xml");
            Post("HttpClient Douyin XML", Douyin, Xml(sync), "application/json");
            Post("HttpClient Douyin JSON", Douyin, Json(sync), "text/xml");
            Post("HttpClient invalid", Epay, Json(new EPayEndRefundSuccessParm()), "application/xml");
            WithWebRequest("HttpWebRequest XML", Epay, Callback(key, 3), Encoding.UTF8);
            WithWebRequest("HttpWebRequest UTF-16", Epay, Callback(key, 4), Encoding.Unicode);
            WithWebClient("WebClient form", Epay, Callback(key, 5));
            return 0;
        }

        private static EPayEndRefundSuccessParm Callback(string key, int number)
        {
            return new EPayEndRefundSuccessParm
            {
                batchno = key + "-批次<" + number + ">&", trandeno = key + number, refundmoney = 3.10m,
            };
        }

        private static HttpContent Xml<T>(T message)
        {
            return new Chunked("application/xml", stream => new DataContractSerializer(typeof(T)).WriteObject(stream, message));
        }

        private static HttpContent Json<T>(T message)
        {
            return new Chunked("application/json", stream => new DataContractJsonSerializer(typeof(T)).WriteObject(stream, message));
        }

        private static void Post(string name, string path, HttpContent content, string accept)
        {
            using (var client = new HttpClient())
            {
                if (accept != null)
                {
                    client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
                }
                var response = client.PostAsync(root + path, content).Result;
                var stream = response.Content.ReadAsStreamAsync().Result;
                Tell(name, (int)response.StatusCode, response.Content.Headers.ContentType.MediaType, stream);
            }
        }

        private static void WithWebRequest(string name, string path, EPayEndRefundSuccessParm message, Encoding encoding)
        {
            var request = (HttpWebRequest)WebRequest.Create(root + path);
            request.Method = "POST";
            request.ContentType = "text/xml; charset=" + encoding.WebName;
            request.Headers["Accept-Charset"] = "utf-8";
            using (var buffer = new MemoryStream())
            {
                using (var writer = System.Xml.XmlDictionaryWriter.CreateTextWriter(buffer, encoding, false))
                {
                    new DataContractSerializer(typeof(EPayEndRefundSuccessParm)).WriteObject(writer, message);
                }
                request.ContentLength = buffer.Length;
                using (var body = request.GetRequestStream())
                {
                    buffer.WriteTo(body);
                }
            }
            using (var response = (HttpWebResponse)request.GetResponse())
            {
                Tell(name, (int)response.StatusCode, response.ContentType.Split(';')[0], response.GetResponseStream());
            }
        }

        private static void WithWebClient(string name, string path, EPayEndRefundSuccessParm message)
        {
            using (var client = new WebClient())
            {
                var form = new NameValueCollection
                {
                    { "batchno", message.batchno },
                    { "trandeno", message.trandeno },
                    { "refundmoney", message.refundmoney.ToString(System.Globalization.CultureInfo.InvariantCulture) },
                };
                var answer = client.UploadValues(root + path, form);
                Tell(name, 200, client.ResponseHeaders["Content-Type"].Split(';')[0], new MemoryStream(answer));
            }
        }

        // The answer as a partner reads it: through the serializer of its format.
        private static void Tell(string name, int status, string mediaType, Stream body)
        {
            var result = mediaType.EndsWith("xml")
                ? new DataContractSerializer(typeof(CommonOperationResult)).ReadObject(body)
                : new DataContractJsonSerializer(typeof(CommonOperationResult)).ReadObject(body);
            var read = (CommonOperationResult)result;
            Console.WriteLine("{0}|{1}|{2}|{3}|{4}|{5}", name, status, mediaType, read.errcode, read.errmsg ?? "null", read.tag ?? "null");
        }
    }
}
