using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera;

/// <summary>
/// The defects of an order: where the work is (in OHD the order itself has no dwelling) and what is broken.
/// VERA has no link between a defect and a task. Where a defect bears the key of a task it is that task's, and then tasks
/// without one have none; where no defect does, the first one is every task's.
/// </summary>
internal sealed class DefectMapping
{
    private readonly List<(Keys Keys, Ledo Ledo)> _ledos = [];

    /// <summary>Key of the dwelling, by the connection's key; null where no defect names one.</summary>
    public string? Dwelling { get; private set; }

    /// <summary>Key of the complex; null where no defect names one.</summary>
    public string? Complex { get; private set; }

    public static DefectMapping Read(Node order)
    {
        var read = new DefectMapping();
        foreach (var defect in order.Objects("defecten"))
        {
            read.Dwelling = One(read.Dwelling, defect, "eenheid", "een eenheid met haar id, idExtern of code",
                "dezelfde eenheid als de andere defecten: een order gaat over één eenheid");
            read.Complex = One(read.Complex, defect, "cluster", "een complex met zijn id, idExtern of code",
                "hetzelfde complex als de andere defecten: een order gaat over één complex");
            var ledo = new Ledo(
                defect.Code("locatie"),
                ElementOf(defect),
                defect.Code("soort"),
                defect.Code("oorzaak", CodeMaps.Causes)?.Value);
            if (ledo != Unknown) read._ledos.Add((defect.Keys(), ledo));
        }
        return read;
    }

    /// <summary>For each task what is broken, in the tasks' order.</summary>
    public IReadOnlyList<Ledo?> For(IReadOnlyList<string> taskNumbers)
    {
        var linked = new Ledo?[taskNumbers.Count];
        if (_ledos.Count == 0) return linked;
        var any = false;
        for (var i = 0; i < linked.Length; i++)
        {
            foreach (var (keys, ledo) in _ledos)
            {
                if (keys.Code != taskNumbers[i] && keys.IdExtern != taskNumbers[i] && keys.Id != taskNumbers[i]) continue;
                linked[i] = ledo;
                any = true;
                break;
            }
        }
        if (!any) Array.Fill(linked, _ledos[0].Ledo);
        return linked;
    }

    private static readonly Ledo Unknown = new();

    private static string? ElementOf(Node defect)
    {
        var keys = defect.Reference("bouwkundigElement", "een bouwkundig element met zijn code, idExtern of id");
        return keys.Code ?? keys.IdExtern ?? keys.Id;
    }

    private static string? One(string? before, Node defect, string member, string named, string same)
    {
        if (defect.Reference(member, named).Preferred(defect.Connection) is not { } key) return before;
        if (before is not null && before != key) defect.AddError(member, same);
        return before ?? key;
    }
}
