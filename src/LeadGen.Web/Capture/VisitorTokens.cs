using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace LeadGen.Web.Capture;

/// <summary>What a visitor gets to hold after a form: the address of their page of thanks, and that of the file.</summary>
public sealed class VisitorTokens(IDataProtectionProvider keys, TimeProvider time)
{
    /// <summary>How long either address works.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private readonly SealedToken _thanks = new(keys, "thanks");
    private readonly SealedToken _step = new(keys, "step");
    private readonly SealedToken _file = new(keys, "file");

    public string ForThanks(Guid submissionId) => _thanks.Write(submissionId, time.GetUtcNow());

    /// <summary>For the next steps of the form.</summary>
    public string ForStep(Guid submissionId) => _step.Write(submissionId, time.GetUtcNow());

    public string ForFile(Guid submissionId) => _file.Write(submissionId, time.GetUtcNow());

    /// <summary>The submission; null where the token is missing, old or not of ours.</summary>
    public Guid? ReadThanks(string? text) => _thanks.Read(text) is { } read && !IsOld(read.At) ? read.Id : null;

    /// <summary>The submission to go on with; null where the token is missing, old or not of ours.</summary>
    public Guid? ReadStep(string? text) => _step.Read(text) is { } read && !IsOld(read.At) ? read.Id : null;

    /// <summary>The submission and whether its time is over; null where the token is not of ours.</summary>
    public (Guid SubmissionId, bool IsOld)? ReadFile(string? text) =>
        _file.Read(text) is { } read ? (read.Id, IsOld(read.At)) : null;

    private bool IsOld(DateTimeOffset at) => time.GetUtcNow() - at > Lasts;
}
