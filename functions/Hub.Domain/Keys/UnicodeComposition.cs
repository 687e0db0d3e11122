using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Hub.Domain.Keys;

/// <summary>
/// Unicode Normalization Form C (UAX #15) of letters with the accents of U+0300 to U+036F, which are those of Latin, Greek and Cyrillic script: a letter and
/// its accents become the one character that means the same, where there is one. The runtime's own normalization leaves every text as it is while
/// <c>InvariantGlobalization</c> is on, which the hub has for its start, its size, and to need no ICU where it runs. Marks of other scripts (Hangul, kana,
/// Arabic, the scripts of India) are left as they are; no key of the sector is in one.
/// </summary>
internal static class UnicodeComposition
{
    private const char FirstMark = '\u0300', LastMark = '\u036F';

    // Each accent, with pairs of a character and that character with the accent. From UnicodeData.txt, less its composition exclusions.
    private static readonly (char Mark, string Pairs)[] Table =
    [
        ('\u0300', "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹЕЀИЍеѐиѝĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳἀἂἁἃἈἊἉἋἐἒἑἓἘἚἙἛἠἢἡἣἨἪἩἫἰἲἱἳ"
            + "ἸἺἹἻὀὂὁὃὈὊὉὋὐὒὑὓὙὛὠὢὡὣὨὪὩὫαὰεὲηὴιὶοὸυὺωὼΑᾺΕῈΗῊ᾿῍ϊῒΙῚ῾῝ϋῢΥῪ¨῭ΟῸΩῺ"),
        ('\u0301', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿ¨΅ΑΆΕΈΗΉΙΊΟΌΥΎΩΏϊΐαάεέηήιίϋΰοόυύωώϒϓ"
            + "ГЃКЌгѓкќÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứἀἄἁἅἈἌἉἍἐἔἑἕἘἜἙἝἠἤἡἥἨἬἩἭἰἴἱἵἸἼἹἽὀὄὁὅὈὌὉὍὐὔὑὕὙὝὠὤὡὥὨὬὩὭ᾿῎"
            + "῾῞"),
        ('\u0302', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"),
        ('\u0303', "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"),
        ('\u0304', "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳИӢиӣУӮуӯGḠgḡḶḸḷḹṚṜṛṝαᾱΑᾹιῑΙῙυῡΥῩ"),
        ('\u0306', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭУЎИЙийуўЖӁжӂАӐаӑЕӖеӗȨḜȩḝẠẶạặαᾰΑᾸιῐΙῘυῠΥῨ"),
        ('\u0307', "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎyẏſẛ"),
        ('\u0308', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸΙΪΥΫιϊυϋϒϔЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤиӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸыӹHḦhḧÕṎõṏŪṺūṻWẄwẅXẌ"
            + "xẍtẗ"),
        ('\u0309', "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"),
        ('\u030A', "AÅaåUŮuůwẘyẙ"),
        ('\u030B', "OŐoőUŰuűУӲуӳ"),
        ('\u030C', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ"),
        ('\u030F', "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕѴѶѵѷ"),
        ('\u0311', "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
        ('\u0313', "αἀΑἈεἐΕἘηἠΗἨιἰΙἸοὀΟὈυὐωὠΩὨρῤ"),
        ('\u0314', "αἁΑἉεἑΕἙηἡΗἩιἱΙἹοὁΟὉυὑΥὙωὡΩὩρῥΡῬ"),
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
        ('\u0338', "←↚→↛↔↮⇐⇍⇔⇎⇒⇏∃∄∈∉∋∌∣∤∥∦∼≁≃≄≅≇≈≉=≠≡≢≍≭<≮>≯≤≰≥≱≲≴≳≵≶≸≷≹≺⊀≻⊁⊂⊄⊃⊅⊆⊈⊇⊉⊢⊬⊨⊭⊩⊮⊫⊯≼⋠≽⋡⊑⋢⊒⋣⊲⋪⊳⋫⊴⋬⊵⋭"),
        ('\u0342', "ἀἆἁἇἈἎἉἏἠἦἡἧἨἮἩἯἰἶἱἷἸἾἹἿὐὖὑὗὙὟὠὦὡὧὨὮὩὯαᾶ¨῁ηῆ᾿῏ιῖϊῗ῾῟υῦϋῧωῶ"),
        ('\u0345', "ἀᾀἁᾁἂᾂἃᾃἄᾄἅᾅἆᾆἇᾇἈᾈἉᾉἊᾊἋᾋἌᾌἍᾍἎᾎἏᾏἠᾐἡᾑἢᾒἣᾓἤᾔἥᾕἦᾖἧᾗἨᾘἩᾙἪᾚἫᾛἬᾜἭᾝἮᾞἯᾟὠᾠὡᾡὢᾢὣᾣὤᾤὥᾥὦᾦὧᾧὨᾨὩᾩὪᾪὫᾫὬᾬὭᾭὮᾮὯᾯὰᾲαᾳάᾴᾶᾷ"
            + "ΑᾼὴῂηῃήῄῆῇΗῌὼῲωῳώῴῶῷΩῼ"),
    ];

    // Signs and marks that are another character for good.
    private static readonly FrozenDictionary<char, char> Singles = new[]
    {
        ('\u0340', '\u0300'), ('\u0341', '\u0301'), ('\u0343', '\u0313'), ('\u0374', '\u02B9'), ('\u037E', '\u003B'), ('\u0387', '\u00B7'),
        ('\u1F71', '\u03AC'), ('\u1F73', '\u03AD'), ('\u1F75', '\u03AE'), ('\u1F77', '\u03AF'), ('\u1F79', '\u03CC'), ('\u1F7B', '\u03CD'),
        ('\u1F7D', '\u03CE'), ('\u1FBB', '\u0386'), ('\u1FBE', '\u03B9'), ('\u1FC9', '\u0388'), ('\u1FCB', '\u0389'), ('\u1FD3', '\u0390'),
        ('\u1FDB', '\u038A'), ('\u1FE3', '\u03B0'), ('\u1FEB', '\u038E'), ('\u1FEE', '\u0385'), ('\u1FEF', '\u0060'), ('\u1FF9', '\u038C'),
        ('\u1FFB', '\u038F'), ('\u1FFD', '\u00B4'), ('\u2126', '\u03A9'), ('\u212A', '\u004B'), ('\u212B', '\u00C5'), ('\u2329', '\u3008'),
        ('\u232A', '\u3009'),
    }.ToFrozenDictionary(s => s.Item1, s => s.Item2);

    private static readonly SearchValues<char> Concerned =
        SearchValues.Create([.. Enumerable.Range(FirstMark, LastMark - FirstMark + 1).Select(c => (char)c), .. Singles.Keys]);

    private static readonly FrozenDictionary<(char Letter, char Mark), char> Composed =
        Table.SelectMany(row => row.Pairs.Chunk(2).Select(pair => ((pair[0], row.Mark), pair[1]))).ToFrozenDictionary(p => p.Item1, p => p.Item2);

    private static readonly FrozenDictionary<char, (char Letter, char Mark)> Decomposed = Composed.ToFrozenDictionary(c => c.Value, c => c.Key);

    /// <summary>The text in form C; the same string where it is in that form already.</summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAny(Concerned)) return text;
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
        if (Singles.TryGetValue(c, out var same)) Decompose(same, to);
        else if (c == '\u0344') to.AddRange(['\u0308', '\u0301']);
        else to.Add(c);
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
