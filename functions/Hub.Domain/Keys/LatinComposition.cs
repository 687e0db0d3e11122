using System.Collections.Frozen;
using System.Text;

namespace Hub.Domain.Keys;

/// <summary>
/// Unicode Normalization Form C (UAX #15) of the letters of Latin script: a letter and its accents become the one character that means the same, where there
/// is one. The runtime's own normalization leaves every text as it is while <c>InvariantGlobalization</c> is on, which the hub has for its start and its size.
/// Other scripts are left as they are; no key of the sector is in one.
/// </summary>
internal static class LatinComposition
{
    private const char FirstMark = '\u0300', LastMark = '\u036F';

    // Each accent, with pairs of a letter and that letter with the accent. From UnicodeData.txt, U+00C0 to U+024F and U+1E00 to U+1EFF.
    private static readonly (char Mark, string Pairs)[] Table =
    [
        ('\u0300', "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ"),
        ('\u0301', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấ"
            + "ĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ"),
        ('\u0302', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"),
        ('\u0303', "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"),
        ('\u0304', "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳGḠgḡḶḸḷḹṚṜṛṝ"),
        ('\u0306', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭȨḜȩḝẠẶạặ"),
        ('\u0307', "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎyẏſẛ"),
        ('\u0308', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ"),
        ('\u0309', "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"),
        ('\u030A', "AÅaåUŮuůwẘyẙ"),
        ('\u030B', "OŐoőUŰuű"),
        ('\u030C', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ"),
        ('\u030F', "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕ"),
        ('\u0311', "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
        ('\u031B', "OƠoơUƯuư"),
        ('\u0323', "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ"),
        ('\u0324', "UṲuṳ"),
        ('\u0325', "AḀaḁ"),
        ('\u0326', "SȘsșTȚtț"),
        ('\u0327', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"),
        ('\u0328', "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
        ('\u032D', "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"),
        ('\u032E', "HḪhḫ"),
        ('\u0330', "EḚeḛIḬiḭUṴuṵ"),
        ('\u0331', "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"),
    ];

    private static readonly FrozenDictionary<(char Letter, char Mark), char> Composed =
        Table.SelectMany(row => row.Pairs.Chunk(2).Select(pair => ((pair[0], row.Mark), pair[1]))).ToFrozenDictionary(p => p.Item1, p => p.Item2);

    private static readonly FrozenDictionary<char, (char Letter, char Mark)> Decomposed = Composed.ToFrozenDictionary(c => c.Value, c => c.Key);

    /// <summary>The text in form C; the same string where it is in that form already.</summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstMark, LastMark) && text.AsSpan().IndexOfAny('\u212A', '\u212B', '\u2126') < 0) return text;
        var apart = new List<char>(text.Length + 8);
        foreach (var c in text) Decompose(c, apart);
        Sort(apart);
        return Join(apart);
    }

    private static void Decompose(char c, List<char> to)
    {
        if (Decomposed.TryGetValue(c, out var parts))
        {
            Decompose(parts.Letter, to);
            to.Add(parts.Mark);
            return;
        }
        switch (c)
        {
            // Signs and marks that are another character for good.
            case '\u212A': to.Add('K'); break;
            case '\u212B': to.AddRange(['A', '\u030A']); break;
            case '\u2126': to.Add('\u03A9'); break;
            case '\u0340': to.Add('\u0300'); break;
            case '\u0341': to.Add('\u0301'); break;
            case '\u0343': to.Add('\u0313'); break;
            case '\u0344': to.AddRange(['\u0308', '\u0301']); break;
            default: to.Add(c); break;
        }
    }

    // Marks of different classes in the order of their classes; those of one class keep their order.
    private static void Sort(List<char> text)
    {
        for (var i = 1; i < text.Count; i++)
            for (var j = i; j > 0 && ClassOf(text[j]) is > 0 and var here && ClassOf(text[j - 1]) > here; j--)
                (text[j - 1], text[j]) = (text[j], text[j - 1]);
    }

    // Every mark that the letter before it can take, unless one of the same class stands between them.
    private static string Join(List<char> apart)
    {
        var text = new StringBuilder(apart.Count);
        var (letter, last) = (-1, 0);
        foreach (var c in apart)
        {
            var own = ClassOf(c);
            if (letter >= 0 && own > 0 && (last == 0 || last < own) && Composed.TryGetValue((text[letter], c), out var one))
            {
                text[letter] = one;
                continue;
            }
            text.Append(c);
            if (own == 0) (letter, last) = (text.Length - 1, 0);
            else last = own;
        }
        return text.ToString();
    }

    // Canonical_Combining_Class; 0 of everything that is no mark.
    private static int ClassOf(char c) => c switch
    {
        < FirstMark or > LastMark => 0,
        '\u034F' => 0,
        >= '\u0334' and <= '\u0338' => 1,
        >= '\u0321' and <= '\u0322' or >= '\u0327' and <= '\u0328' => 202,
        '\u031B' => 216,
        >= '\u0316' and <= '\u0319' or >= '\u031C' and <= '\u0320' or >= '\u0323' and <= '\u0326' or >= '\u0329' and <= '\u0333'
            or >= '\u0339' and <= '\u033C' or >= '\u0347' and <= '\u0349' or >= '\u034D' and <= '\u034E' or >= '\u0353' and <= '\u0356'
            or >= '\u0359' and <= '\u035A' => 220,
        '\u0315' or '\u031A' or '\u0358' => 232,
        '\u035C' or '\u035F' or '\u0362' => 233,
        >= '\u035D' and <= '\u035E' or >= '\u0360' and <= '\u0361' => 234,
        '\u0345' => 240,
        _ => 230,
    };
}
