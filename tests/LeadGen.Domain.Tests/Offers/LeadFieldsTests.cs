using System.Globalization;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class LeadFieldsTests
{
    private const string Contract =
        "email first_name last_name company job_title phone website employees annual_revenue industry country message budget timeline next_step consent_marketing";

    [Fact]
    public void The_catalogue_holds_the_keys_that_are_promised() =>
        Assert.Equal(
            Contract.Split(' ').Order(StringComparer.Ordinal),
            LeadFields.All.Select(field => field.Key).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void All_but_the_message_the_next_step_and_the_consent_are_facts()
    {
        Assert.Equal(
            ["message", "next_step", "consent_marketing"],
            LeadFields.All.Where(field => !field.IsFact).Select(field => field.Key)
        );
        Assert.True(LeadFields.IsFact("company"));
        Assert.True(LeadFields.IsFact("custom.team_size"));
        Assert.False(LeadFields.IsFact("message"));
        Assert.False(LeadFields.IsFact("custom.Team Size"));
        Assert.False(LeadFields.IsFact("team_size"));
    }

    [Fact]
    public void Each_band_posts_a_number_that_lies_inside_it()
    {
        long[] employees = [.. Bands.Employees.Select(Number)];
        long[] revenue = [.. Bands.AnnualRevenue.Select(Number)];

        Assert.Equal(
            [0, 1, 2, 3, 4],
            employees.Select(number => Array.FindLastIndex<long>([1, 11, 51, 201, 1001], from => number >= from))
        );
        Assert.Equal(
            [0, 1, 2, 3],
            revenue.Select(number =>
                Array.FindLastIndex<long>([0, 1_000_000, 10_000_000, 100_000_001], from => number >= from)
            )
        );
    }

    [Fact]
    public void The_industries_that_the_default_model_knows_are_suggested()
    {
        string[] known =
        [
            "software",
            "information technology",
            "financial services",
            "banking",
            "insurance",
            "manufacturing",
            "professional services",
            "telecommunications",
            "healthcare",
            "education",
            "retail",
            "logistics",
            "media",
            "energy",
        ];

        Assert.Equal([], known.Except(Industries.Suggested, StringComparer.OrdinalIgnoreCase));
        Assert.Equal(Industries.Suggested.Order(StringComparer.Ordinal), Industries.Suggested);
    }

    private static long Number(FieldOption option) => long.Parse(option.Value, CultureInfo.InvariantCulture);
}
