namespace LeadGen.Domain.Offers;

/// <summary>Codes as they were pasted, or the first column of a CSV.</summary>
/// <param name="Codes">Each once, in their order.</param>
/// <param name="Repeated">How many lines said a code again.</param>
/// <param name="Refused">Lines that hold no code.</param>
public sealed record CodeList(IReadOnlyList<string> Codes, int Repeated, IReadOnlyList<string> Refused)
{
    public const int Max = 50_000;

    private static readonly char[] Separators = [',', ';', '\t'];

    private static readonly HashSet<string> Headings = new(StringComparer.OrdinalIgnoreCase)
    {
        "code",
        "codes",
        "coupon",
        "voucher",
    };

    public static CodeList Read(string text)
    {
        var (codes, refused, seen, repeated) = (
            new List<string>(),
            new List<string>(),
            new HashSet<string>(StringComparer.Ordinal),
            0
        );
        var isFirst = true;
        foreach (var line in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var code = FirstCell(line);
            if (code.Length == 0)
            {
                continue;
            }

            var isHeading = isFirst && Headings.Contains(code);
            isFirst = false;
            if (isHeading)
            {
                continue;
            }

            if (!DeliveryRules.IsCode(code))
            {
                refused.Add(line.Trim().ToString());
            }
            else if (seen.Add(code))
            {
                codes.Add(code);
            }
            else
            {
                repeated++;
            }
        }

        return new CodeList(codes, repeated, refused);
    }

    private static string FirstCell(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line is ['"', .. var quoted] && quoted.IndexOf('"') is >= 0 and var end)
        {
            return quoted[..end].Trim().ToString();
        }

        var separator = line.IndexOfAny(Separators);
        return (separator < 0 ? line : line[..separator]).Trim().ToString();
    }
}
