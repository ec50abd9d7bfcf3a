using System.Security.Cryptography;
using System.Text;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace LeadGen.Web.Capture;

/// <param name="ShownAt">When the form was made.</param>
public readonly record struct FormKey(Guid Id, DateTimeOffset ShownAt);

/// <summary>The key that each rendered form carries, so that the same form sent twice counts once.</summary>
public sealed class SubmissionKeys(IDataProtectionProvider keys, TimeProvider time)
{
    /// <summary>The hidden field.</summary>
    public const string Field = "submission_key";

    /// <summary>On another site many are shown the form with one key, and each showing adds a part of its own.</summary>
    public const string PartField = "submission_part";

    /// <summary>A tab may be left open that long; an older key is as good as none.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private readonly SealedToken _token = new(keys, "submission key");

    public string New() => Write(NewId());

    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    public string Write(Guid id) => _token.Write(id, time.GetUtcNow());

    /// <summary>Null where it is missing, old, or not of ours: nothing is refused for that.</summary>
    public FormKey? Read(string? text) =>
        _token.Read(text) is { } read && time.GetUtcNow() - read.At <= Lasts ? new FormKey(read.Id, read.At) : null;

    /// <summary>
    /// The id of what was sent with a key: the same for the same content, another for another. So one unique key, that of
    /// submissions, settles who was first.
    /// </summary>
    public static Guid IdOf(Guid key, string contentHash)
    {
        Span<byte> id = stackalloc byte[16];
        key.TryWriteBytes(id, bigEndian: true, out _);
        var hash = SHA256.HashData([.. id, .. Encoding.UTF8.GetBytes(contentHash)]);
        hash.AsSpan(0, 10).CopyTo(id[6..]);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }
}
