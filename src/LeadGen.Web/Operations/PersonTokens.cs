using Microsoft.AspNetCore.DataProtection;

namespace LeadGen.Web.Operations;

/// <summary>
/// What a person gets by mail, and nobody else has: addresses by which they confirm, choose, and see or erase what is held about them.
/// Each is sealed for its one use. Whoever holds one has read the mail to that address, which is all the proof there is.
/// </summary>
public sealed class PersonTokens(IDataProtectionProvider keys, TimeProvider time)
{
    /// <summary>How long a consent can be confirmed by the link.</summary>
    public static readonly TimeSpan ConfirmLasts = TimeSpan.FromDays(7);

    /// <summary>How long the links work by which data is handed out or erased.</summary>
    public static readonly TimeSpan ProofLasts = TimeSpan.FromHours(1);

    private readonly SealedToken _preferences = new(keys, "preferences");
    private readonly SealedToken _confirm = new(keys, "confirm");
    private readonly SealedToken _export = new(keys, "export my data");
    private readonly SealedToken _erase = new(keys, "erase my data");

    /// <summary>It never ends: whoever finds an old mail can still unsubscribe by it.</summary>
    public string Preferences(Guid leadId) => "/preferences/" + _preferences.Write(leadId, time.GetUtcNow());

    public string Confirm(Guid consentId) => "/confirm/" + _confirm.Write(consentId, time.GetUtcNow());

    public string Export(Guid leadId) => "/preferences/export/" + _export.Write(leadId, time.GetUtcNow());

    public string Erase(Guid leadId) => "/preferences/erase/" + _erase.Write(leadId, time.GetUtcNow());

    /// <summary>The lead; null where the token is not of ours.</summary>
    public Guid? ReadPreferences(string? text) => _preferences.Read(text)?.Id;

    /// <summary>The consent and whether the time is over; null where the token is not of ours.</summary>
    public (Guid ConsentId, bool IsOld)? ReadConfirm(string? text) =>
        _confirm.Read(text) is { } read ? (read.Id, IsOld(read.At, ConfirmLasts)) : null;

    /// <summary>The lead and whether the time is over; null where the token is not of ours.</summary>
    public (Guid LeadId, bool IsOld)? ReadExport(string? text) =>
        _export.Read(text) is { } read ? (read.Id, IsOld(read.At, ProofLasts)) : null;

    /// <inheritdoc cref="ReadExport"/>
    public (Guid LeadId, bool IsOld)? ReadErase(string? text) =>
        _erase.Read(text) is { } read ? (read.Id, IsOld(read.At, ProofLasts)) : null;

    private bool IsOld(DateTimeOffset at, TimeSpan lasts) => time.GetUtcNow() - at > lasts;
}
