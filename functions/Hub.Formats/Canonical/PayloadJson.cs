using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Formats.Canonical;

/// <summary>The JSON contract of the canonical language: every record that goes over the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Rfc3339Converter)])]
[JsonSerializable(typeof(EnvelopeData))]
[JsonSerializable(typeof(ContentData))]
[JsonSerializable(typeof(ChangeData))]
[JsonSerializable(typeof(ReasonData))]
[JsonSerializable(typeof(RemarkData))]
[JsonSerializable(typeof(QuestionData))]
[JsonSerializable(typeof(AnswerData))]
[JsonSerializable(typeof(AwardData))]
[JsonSerializable(typeof(UnroutedData))]
[JsonSerializable(typeof(AppointmentData))]
[JsonSerializable(typeof(AppointmentOffData))]
[JsonSerializable(typeof(InterruptionData))]
[JsonSerializable(typeof(LeadTimeData))]
[JsonSerializable(typeof(LeadTimeAgreedData))]
[JsonSerializable(typeof(KeysReceivedData))]
[JsonSerializable(typeof(ExtraWorkData))]
[JsonSerializable(typeof(ExtraWorkApprovalData))]
[JsonSerializable(typeof(ApprovalRequiredData))]
[JsonSerializable(typeof(ApprovalData))]
[JsonSerializable(typeof(DeclineData))]
[JsonSerializable(typeof(CostData))]
[JsonSerializable(typeof(SettlementData))]
[JsonSerializable(typeof(DifferencesData))]
[JsonSerializable(typeof(PhotoView))]
[JsonSerializable(typeof(PhotosView))]
[JsonSerializable(typeof(ProofView))]
[JsonSerializable(typeof(AnnouncedPhotoData))]
[JsonSerializable(typeof(PhotoData))]
[JsonSerializable(typeof(RejectedPhotoData))]
[JsonSerializable(typeof(DeletedPhotoData))]
[JsonSerializable(typeof(MissingPhotosData))]
[JsonSerializable(typeof(CompletionData))]
[JsonSerializable(typeof(SampleData))]
[JsonSerializable(typeof(ComplaintData))]
[JsonSerializable(typeof(ComplaintAnswerData))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(TimelineView))]
internal sealed partial class PayloadJson : JsonSerializerContext
{
    /// <summary>How the hub writes: compact, and only what JSON itself asks is escaped. Nothing of it is put into an HTML page as it is.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
