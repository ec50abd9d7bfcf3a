using System.Text;

namespace LeadGen.Domain.Tests.Learning;

/// <summary>Rows of a CSV file by the names of its columns; read slowly and plainly.</summary>
internal static class CsvRows
{
    public static List<Dictionary<string, string>> Read(string path)
    {
        var records = Records(File.ReadAllText(path)).ToList();
        return records
            .Skip(1)
            .Select(record =>
                records[0].Zip(record).ToDictionary(field => field.First, field => field.Second, StringComparer.Ordinal)
            )
            .ToList();
    }

    private static IEnumerable<List<string>> Records(string text)
    {
        var (record, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (isQuoted && letter == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && letter is ',' or '\n')
            {
                record.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (letter == '\n')
                {
                    yield return record;
                    record = [];
                }
            }
            else
            {
                field.Append(letter);
            }
        }

        if (record.Count > 0)
        {
            record.Add(field.ToString());
            yield return record;
        }
    }
}
