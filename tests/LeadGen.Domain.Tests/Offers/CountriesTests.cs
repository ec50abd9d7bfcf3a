using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class CountriesTests
{
    [Fact]
    public void There_are_249_each_with_a_code_and_a_name_of_its_own()
    {
        Assert.Equal(249, Countries.All.Count);
        Assert.All(Countries.All, country => Assert.Matches("^[A-Z]{2}$", country.Value));
        Assert.Equal(249, Countries.All.Select(country => country.Value).Distinct().Count());
        Assert.Equal(249, Countries.All.Select(country => country.Label).Distinct().Count());
    }

    [Fact]
    public void A_country_is_found_by_code_and_by_name()
    {
        Assert.True(Countries.IsCode("DE"));
        Assert.False(Countries.IsCode("de"));
        Assert.False(Countries.IsCode("XX"));
        Assert.Equal("Germany", Countries.NameOf("DE"));
        Assert.Equal("XX", Countries.NameOf("XX"));
        Assert.Equal("DE", Countries.CodeOf("germany"));
        Assert.Equal("DE", Countries.CodeOf("de"));
        Assert.Null(Countries.CodeOf("Atlantis"));
    }

    [Fact]
    public void The_codes_are_those_of_the_standard_and_most_names_too()
    {
        var rows = File.ReadLines(SharedData.Reference("country-codes.csv")).Select(Cells).ToList();
        var code = rows[0].IndexOf("ISO3166-1-Alpha-2");
        var name = rows[0].IndexOf("CLDR display name");
        var reference = rows.Skip(1).ToDictionary(row => row[code], row => row[name]);

        Assert.Equal(
            reference.Keys.Order(StringComparer.Ordinal),
            Countries.All.Select(country => country.Value).Order(StringComparer.Ordinal)
        );
        var same = Countries.All.Count(country => reference[country.Value] == country.Label);
        Assert.True(same > 220, $"only {same} names are the usual ones");
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += c;
            }
        }

        return cells;
    }
}
