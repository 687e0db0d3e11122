using System.Text;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace Hub.CosmosStandIn;

/// <summary>
/// The form of a batch on the wire: HybridRow records. The genuine client's package brings the library that reads and writes them, and in a resource the
/// schema of a batch.
/// </summary>
internal static class BatchFormat
{
    private const int RowBytes = 4096;

    // The schema of a result, by its id in the client's own schema.
    private static readonly LayoutResolverNamespace Schemas = LoadSchemas();
    private static readonly Layout ResultLayout = Schemas.Resolve(new SchemaId(2145473649));

    public static List<BatchOperation> Read(byte[] body)
    {
        var operations = new List<BatchOperation>();
        // Everything is in memory: the task has ended when it is returned.
        var result = new MemoryStream(body).ReadRecordIOAsync(
            (ReadOnlyMemory<byte> record) => ReadOperation(record, operations), (ReadOnlyMemory<byte> _) => Result.Success,
            new MemorySpanResizer<byte>(RowBytes)).GetAwaiter().GetResult();
        return result is Result.Success ? operations : throw new FormatException($"The batch cannot be read: {result}.");
    }

    public static byte[] Write(IReadOnlyList<WriteResult> results)
    {
        using var stream = new MemoryStream();
        var result = stream.WriteRecordIOAsync(new Segment("batch", new Namespace()), (long index, out ReadOnlyMemory<byte> record) =>
        {
            record = default;
            return index >= results.Count ? Result.Success : WriteResult(results[(int)index], out record);
        }).GetAwaiter().GetResult();
        return result is Result.Success ? stream.ToArray() : throw new FormatException($"The results of a batch cannot be written: {result}.");
    }

    private static Result ReadOperation(ReadOnlyMemory<byte> record, List<BatchOperation> operations)
    {
        var row = new RowBuffer(record.Length);
        if (!row.ReadFrom(record.Span, HybridRowVersion.V1, Schemas)) return Result.Failure;
        var reader = new RowReader(ref row);
        var operation = new BatchOperation();
        while (reader.Read())
        {
            switch (reader.Path.ToString())
            {
                case "operationType":
                    reader.ReadInt32(out var type);
                    operation.Type = (BatchOperationType)type;
                    break;
                case "id":
                    reader.ReadString(out string id);
                    operation.Id = id;
                    break;
                case "ifMatch":
                    reader.ReadString(out string etag);
                    operation.IfMatch = etag;
                    break;
                case "minimalReturnPreference":
                    reader.ReadBool(out var isMinimal);
                    operation.IsMinimal = isMinimal;
                    break;
                case "resourceBody":
                    reader.ReadBinary(out byte[] body);
                    operation.Body = body;
                    break;
            }
        }
        operations.Add(operation);
        return Result.Success;
    }

    private static Result WriteResult(WriteResult result, out ReadOnlyMemory<byte> record)
    {
        var row = new RowBuffer(RowBytes, new MemorySpanResizer<byte>(RowBytes));
        row.InitLayout(HybridRowVersion.V1, ResultLayout, Schemas);
        var written = RowWriter.WriteBuffer(ref row, result, (ref RowWriter writer, TypeArgument _, WriteResult value) =>
        {
            writer.WriteInt32("statusCode", (int)value.Status);
            writer.WriteInt32("subStatusCode", 0);
            if (value.Json is not null)
            {
                writer.WriteString("eTag", value.Json["_etag"]!.GetValue<string>());
                if (value.HasBody) writer.WriteBinary("resourceBody", Encoding.UTF8.GetBytes(value.Json.ToJsonString()));
            }
            writer.WriteFloat64("requestCharge", 1);
            return Result.Success;
        });
        using var bytes = new MemoryStream();
        row.WriteTo(bytes);
        record = bytes.ToArray();
        return written;
    }

    private static LayoutResolverNamespace LoadSchemas()
    {
        using var stream = typeof(CosmosClient).Assembly.GetManifestResourceStream("Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json")!;
        using var reader = new StreamReader(stream);
        return new LayoutResolverNamespace(Namespace.Parse(reader.ReadToEnd()));
    }
}
