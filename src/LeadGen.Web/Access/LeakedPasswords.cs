using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Access;

/// <summary>Passwords of a file that whoever runs the app names: one a line, as lists of leaked ones are. Nothing is asked of anybody else.</summary>
public sealed class LeakedPasswords
{
    private readonly HashSet<long> _marks = [];

    /// <summary>So many are held; those too short to be chosen are not.</summary>
    public int Count => _marks.Count;

    /// <param name="path">Of the setting; null for no list.</param>
    /// <exception cref="SettingException">The file can't be read.</exception>
    public static LeakedPasswords Read(string? path)
    {
        var leaked = new LeakedPasswords();
        if (string.IsNullOrWhiteSpace(path))
        {
            return leaked;
        }

        try
        {
            foreach (var line in File.ReadLines(path))
            {
                if (line.Length is >= StaffPassword.MinLength and <= StaffPassword.MaxLength)
                {
                    leaked._marks.Add(MarkOf(line));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"LeadGen__LeakedPasswords names {path}, which can't be read. Name a text file with one password a line, or remove the setting."
            );
        }

        return leaked;
    }

    /// <summary>However it is capitalised.</summary>
    public bool Has(string password) => _marks.Count > 0 && _marks.Contains(MarkOf(password));

    /// <summary>Eight bytes for each, so that a list of millions has room.</summary>
    private static long MarkOf(string password)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(password.ToLowerInvariant()), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
