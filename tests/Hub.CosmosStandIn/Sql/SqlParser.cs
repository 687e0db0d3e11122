using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn.Sql;

/// <summary>Parses a query; what it does not know is a syntax error, never ignored.</summary>
internal sealed class SqlParser
{
    // Of the service's keywords those that are likely names: a member of such a name can be asked for as c["order"] only.
    private static readonly HashSet<string> Keywords = new(
        [
            "ALL", "AND", "ARRAY", "AS", "ASC", "BETWEEN", "BY", "CASE", "CAST", "CROSS", "DESC", "DISTINCT", "ELSE", "END", "EXISTS", "FALSE", "FOR", "FROM",
            "GROUP", "HAVING", "IN", "INNER", "INSERT", "INTO", "IS", "JOIN", "LEFT", "LIKE", "LIMIT", "NOT", "NULL", "OFFSET", "ON", "OR", "ORDER", "OUTER",
            "OVER", "RIGHT", "SELECT", "SET", "THEN", "TOP", "TRUE", "UDF", "UNDEFINED", "UPDATE", "VALUE", "WHEN", "WHERE", "WITH",
        ],
        StringComparer.OrdinalIgnoreCase);

    private readonly List<Token> _tokens;
    private int _at;

    public SqlParser(string sql) => _tokens = SqlTokens.Read(sql);

    private Token Current => _tokens[_at];

    public SqlQuery Query()
    {
        Expect("SELECT");
        var top = Accept("TOP") ? Primary() : null;
        var (counts, value, members) = Selection();
        Expect("FROM");
        Expect("c");
        var where = Accept("WHERE") ? Or() : null;
        var keys = new List<OrderKey>();
        if (Accept("ORDER"))
        {
            Expect("BY");
            do keys.Add(new OrderKey(Path(), Direction()));
            while (Accept(","));
        }
        if (Current.Kind is not TokenKind.End) throw Unexpected("the end");
        return new SqlQuery(top, counts, value, members, where, keys);
    }

    private (bool Counts, SqlExpression? Value, IReadOnlyList<(string, SqlExpression)> Members) Selection()
    {
        if (Accept("*")) return (false, null, []);
        if (Accept("VALUE"))
        {
            if (!Accept("COUNT")) return (false, Primary(), []);
            Expect("(");
            Expect("1");
            Expect(")");
            return (true, null, []);
        }
        var members = new List<(string, SqlExpression)>();
        do
        {
            var path = Path();
            members.Add((Accept("AS") ? Word() : path.Members[^1], path));
        }
        while (Accept(","));
        return (false, null, members);
    }

    private bool Direction()
    {
        var descending = Accept("DESC");
        if (!descending) Accept("ASC");
        return descending;
    }

    private SqlExpression Or()
    {
        var left = And();
        while (Accept("OR")) left = new LogicalExpression(false, left, And());
        return left;
    }

    private SqlExpression And()
    {
        var left = Not();
        while (Accept("AND")) left = new LogicalExpression(true, left, Not());
        return left;
    }

    private SqlExpression Not() => Accept("NOT") ? new NotExpression(Not()) : Comparison();

    private SqlExpression Comparison()
    {
        var left = Primary();
        if (Accept("IN"))
        {
            Expect("(");
            SqlExpression any = new ComparisonExpression("=", left, Primary());
            while (Accept(",")) any = new LogicalExpression(false, any, new ComparisonExpression("=", left, Primary()));
            Expect(")");
            return any;
        }
        return Current is { Kind: TokenKind.Symbol, Text: "=" or "!=" or "<>" or "<" or "<=" or ">" or ">=" }
            ? new ComparisonExpression(_tokens[_at++].Text, left, Primary())
            : left;
    }

    private SqlExpression Primary()
    {
        var token = Current;
        if (token.Kind is TokenKind.Word && _tokens[_at + 1].Is("(")) return Function();
        if (Accept("true")) return new LiteralExpression(true);
        if (Accept("false")) return new LiteralExpression(false);
        if (Accept("null")) return new LiteralExpression(null);
        if (token.Kind is TokenKind.Word) return Path();
        if (Accept("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }
        _at++;
        return token.Kind switch
        {
            TokenKind.Parameter => new ParameterExpression(token.Text),
            TokenKind.Number => new LiteralExpression(JsonValue.Create(double.Parse(token.Text, CultureInfo.InvariantCulture))),
            TokenKind.Text => new LiteralExpression(JsonValue.Create(token.Text)),
            _ => throw Unexpected("a value", -1),
        };
    }

    private FunctionExpression Function()
    {
        var name = Word().ToUpperInvariant();
        Expect("(");
        var arguments = new List<SqlExpression>();
        do arguments.Add(Primary());
        while (Accept(","));
        Expect(")");
        return new FunctionExpression(name, arguments);
    }

    private PathExpression Path()
    {
        Expect("c");
        var members = new List<string>();
        while (Accept("."))
        {
            if (Keywords.Contains(Current.Text)) throw Unexpected("a name");
            members.Add(Word());
        }
        return new PathExpression(members);
    }

    private string Word() => Current.Kind is TokenKind.Word ? _tokens[_at++].Text : throw Unexpected("a name");

    private bool Accept(string word)
    {
        if (!Current.Is(word) && !(Current.Kind is TokenKind.Number && Current.Text == word)) return false;
        _at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Accept(word)) throw Unexpected($"'{word}'");
    }

    private FormatException Unexpected(string expected, int offset = 0) =>
        new($"Syntax error, expected {expected} and not '{_tokens[_at + offset].Text}'. The stand-in knows a subset of the query language, see its README.");
}
