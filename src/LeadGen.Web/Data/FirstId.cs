namespace LeadGen.Web.Data;

/// <summary>Ids begin with the instant at which they were made, so that the primary key finds a period; the instant itself decides.</summary>
public static class FirstId
{
    /// <summary>No id that was made at that instant or later is less, but for a second by which clocks may differ.</summary>
    public static Guid Since(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at.AddSeconds(-1)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        return new Guid(bytes, bigEndian: true);
    }
}
