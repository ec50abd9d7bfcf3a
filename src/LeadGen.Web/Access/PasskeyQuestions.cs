using System.Text.Json;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace LeadGen.Web.Access;

/// <summary>What a browser is asked, and what it brings back with the answer.</summary>
/// <param name="Options">For <c>navigator.credentials</c>.</param>
/// <param name="State">What we asked, sealed: nothing is kept until the answer is there.</param>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>A question that we did ask, not long ago.</summary>
/// <param name="State">Of the framework: the challenge, and whom it is for.</param>
public sealed record AskedPasskey(DateTimeOffset At, string State, string Name);

/// <summary>Seals the questions that passkeys answer. One for signing in makes no passkey, and one of somebody else's neither.</summary>
public sealed class PasskeyQuestions(IDataProtectionProvider keys, TimeProvider time)
{
    /// <summary>Time to look for the key, or the phone.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const int MaxLength = 4000;

    /// <param name="maker">Who adds a passkey; null for whoever signs in.</param>
    public PasskeyQuestion Seal(string options, string? state, StaffUser? maker, string name = "") =>
        new(
            options,
            Seals(maker).Write(JsonSerializer.Serialize(new AskedPasskey(time.GetUtcNow(), state ?? "", name)))
        );

    /// <returns>Null for one that we did not ask, or too long ago.</returns>
    public AskedPasskey? Open(string? sealedState, StaffUser? maker) =>
        sealedState is { Length: <= MaxLength }
        && Seals(maker).Read(sealedState) is { } text
        && JsonSerializer.Deserialize<AskedPasskey>(text) is { } asked
        && time.GetUtcNow() < asked.At + Life
            ? asked
            : null;

    private SealedText Seals(StaffUser? maker) =>
        new(keys, maker is null ? "passkey to sign in" : $"passkey of {maker.Id}");
}
