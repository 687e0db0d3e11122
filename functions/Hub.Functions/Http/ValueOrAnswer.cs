using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>What an endpoint goes on with, or the answer with which its request ends.</summary>
/// <typeparam name="T">What it goes on with.</typeparam>
public readonly struct ValueOrAnswer<T>
{
    private readonly T? _value;
    private readonly IResult? _answer;

    private ValueOrAnswer(T? value, IResult? answer) => (_value, _answer) = (value, answer);

    /// <summary>The request goes on.</summary>
    public static ValueOrAnswer<T> Of(T value) => new(value, null);

    /// <summary>The request ends here.</summary>
    public static ValueOrAnswer<T> End(IResult answer) => new(default, answer);

    /// <summary>True where the request ends with <paramref name="answer"/>; else it goes on with <paramref name="value"/>.</summary>
    public bool Ends([NotNullWhen(true)] out IResult? answer, [NotNullWhen(false)] out T? value)
    {
        (answer, value) = (_answer, _value);
        return answer is not null;
    }
}
