using System.Text;

namespace Hub.CosmosStandIn.Sql;

/// <summary>The kind of a token.</summary>
internal enum TokenKind
{
    Word,
    Parameter,
    Number,
    Text,
    Symbol,
    End,
}

/// <summary>A token of a query.</summary>
internal readonly record struct Token(TokenKind Kind, string Text)
{
    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Splits a query into tokens.</summary>
internal static class SqlTokens
{
    private static readonly string[] TwoLetterSymbols = ["!=", "<=", ">=", "<>"];

    public static List<Token> Read(string sql)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < sql.Length;)
        {
            var c = sql[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (char.IsLetter(c) || c is '_' or '@')
            {
                var end = Ending(sql, i + 1, x => char.IsLetterOrDigit(x) || x is '_');
                tokens.Add(new Token(c is '@' ? TokenKind.Parameter : TokenKind.Word, sql[i..end]));
                i = end;
            }
            else if (char.IsDigit(c))
            {
                var end = Ending(sql, i, x => char.IsDigit(x) || x is '.');
                tokens.Add(new Token(TokenKind.Number, sql[i..end]));
                i = end;
            }
            else if (c is '\'' or '"')
            {
                i = ReadText(sql, i, tokens);
            }
            else
            {
                var symbol = Array.Find(TwoLetterSymbols, s => string.CompareOrdinal(sql, i, s, 0, 2) == 0) ?? c.ToString();
                tokens.Add(new Token(TokenKind.Symbol, symbol));
                i += symbol.Length;
            }
        }
        tokens.Add(new Token(TokenKind.End, ""));
        return tokens;
    }

    private static int Ending(string sql, int from, Func<char, bool> belongs)
    {
        while (from < sql.Length && belongs(sql[from])) from++;
        return from;
    }

    private static int ReadText(string sql, int start, List<Token> tokens)
    {
        var text = new StringBuilder();
        for (var i = start + 1; i < sql.Length; i++)
        {
            if (sql[i] == sql[start])
            {
                tokens.Add(new Token(TokenKind.Text, text.ToString()));
                return i + 1;
            }
            if (sql[i] is '\\') i++;
            text.Append(sql[i]);
        }
        throw new FormatException("Syntax error: a text does not end.");
    }
}
