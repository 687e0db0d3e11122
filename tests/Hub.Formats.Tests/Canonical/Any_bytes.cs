using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using static Hub.Formats.Tests.Support.Examples;

namespace Hub.Formats.Tests.Canonical;

/// <summary>The reader stands at the open side of the hub: whatever comes, it answers and never throws.</summary>
public sealed class Any_bytes
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "null", "true", "-1", "1e400", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"specversion\"", "\"1.0\"",
        "\"data\"", "\"lines\"",
        "\"number\"", "\"nl.ketenhub.order.placed.v1\"", "\"type\"", "\"window\"", "\"2026-03-02T08:00:00+99:00\"", "\"0001-01-01T00:00:00+14:00\"", "\u00ff",
    ];

    [Fact]
    public void A_good_message_with_a_piece_put_in_the_place_of_any_value_is_answered()
    {
        foreach (var e in Events.Values)
        {
            var text = Encoding.UTF8.GetString(Written(Outgoing(e, Resident)).Body.Span);
            for (var at = text.IndexOf(':', StringComparison.Ordinal); at >= 0; at = text.IndexOf(':', at + 1))
            {
                var end = text.IndexOfAny([',', '}'], at);
                foreach (var piece in Pieces) Answered(text[..(at + 1)] + piece + text[end..]);
            }
        }
    }

    [Fact]
    public void A_message_cut_off_anywhere_is_refused()
    {
        var body = Written(Outgoing(Events["order.placed"], Resident)).Body;
        for (var length = 0; length < body.Length; length++) Assert.IsType<ReadResult.Failed>(Read(body[..length]));
    }

    [Fact]
    public void Noise_is_answered()
    {
        var random = new Random(4711);
        for (var i = 0; i < 2000; i++)
        {
            Answered(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)])));
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            Assert.IsType<ReadResult.Failed>(Read(bytes));
        }
    }

    [Fact]
    public void One_byte_changed_anywhere_is_answered()
    {
        var random = new Random(4712);
        var body = Written(Outgoing(Events["order.amended"], Resident)).Body.ToArray();
        for (var i = 0; i < body.Length; i++)
        {
            var changed = (byte[])body.Clone();
            changed[i] = (byte)random.Next(256);
            Assert.NotNull(Read(changed));
        }
    }

    private static void Answered(string body)
    {
        if (Read(body) is ReadResult.Failed failed) Assert.NotEmpty(failed.Errors);
    }
}
