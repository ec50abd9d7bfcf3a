using LeadGen.Domain.Capture;

namespace LeadGen.Web.Imports;

/// <summary>
/// One person of a list, as people paste them: <c>ada@alder.example, Ada, Alder, Alder GmbH</c> with commas, semicolons or tabs, or
/// <c>Ada Alder &lt;ada@alder.example&gt;</c> out of a mail program.
/// </summary>
/// <param name="Email">As it stands there: whether it is an address is told with its line later.</param>
public sealed record PersonLine(string Email, string FirstName, string LastName, string Company)
{
    private static readonly char[] Separators = ['\t', ';', ','];

    /// <summary>Null where the line is empty.</summary>
    public static PersonLine? Read(string line)
    {
        var separator = Separators.FirstOrDefault(line.Contains, ',');
        var parts = line.Split(separator).Select(Unquoted).ToList();
        if (parts.TrueForAll(part => part.Length == 0))
        {
            return null;
        }

        var place = parts.FindIndex(part => part.Contains('@', StringComparison.Ordinal));
        if (place < 0)
        {
            return new PersonLine(parts[0], parts.ElementAtOrDefault(1) ?? "", "", "");
        }

        var (name, email) = Named(parts[place]);
        var before = string.Join(' ', parts.Take(place).Where(part => part.Length > 0));
        var rest = parts.Skip(place + 1).ToList();
        // Names stand before the address or behind it.
        return (name, before) switch
        {
            ("", "") => new PersonLine(email, At(0), At(1), At(2)),
            ("", _) => Of(before, email, At(0)),
            (_, "") => Of(name, email, At(0)),
            _ => new PersonLine(email, name, before, At(0)),
        };

        string At(int index) => rest.ElementAtOrDefault(index) ?? "";
    }

    private static (string Name, string Email) Named(string part)
    {
        var open = part.LastIndexOf('<');
        return open >= 0 && part.EndsWith('>') ? (Unquoted(part[..open]), part[(open + 1)..^1].Trim()) : ("", part);
    }

    private static string Unquoted(string part)
    {
        var clean = CleanText.Trim(part);
        return clean.Length > 1 && clean[0] == '"' && clean[^1] == '"' ? CleanText.Trim(clean[1..^1]) : clean;
    }

    /// <summary>What stands before the last space of a name is the first name.</summary>
    private static PersonLine Of(string name, string email, string company)
    {
        var space = name.LastIndexOf(' ');
        return space < 0
            ? new PersonLine(email, name, "", company)
            : new PersonLine(email, name[..space], name[(space + 1)..], company);
    }
}
