using LeadGen.Domain.Insights;

namespace LeadGen.Domain.Tests.Insights;

public sealed class CampaignCostTests
{
    private static readonly CampaignCost November = new(
        new DateOnly(2026, 11, 1),
        "google",
        "cpc",
        "spring",
        "EUR",
        3000
    );

    [Theory]
    [InlineData("2026-11-01", "2026-11-30", 3000)]
    [InlineData("2026-11-11", "2026-12-31", 2000)]
    [InlineData("2026-11-30", "2026-11-30", 100)]
    [InlineData("2026-12-01", "2026-12-31", 0)]
    [InlineData("2026-01-01", "2026-10-31", 0)]
    public void A_month_counts_by_the_days_of_it_that_are_asked_for(string from, string to, int cost) =>
        Assert.Equal(
            cost,
            November.Within(
                new DaySpan(
                    DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
                    DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture)
                )
            )
        );

    [Fact]
    public void What_was_typed_is_read()
    {
        var (cost, errors) = Read("2026-11", "google", "cpc", "spring", "3000.00", "eur");
        Assert.Empty(errors);
        Assert.Equal(November, cost);
    }

    [Theory]
    [InlineData("November", "google", "100", "EUR", "month")]
    [InlineData("2026-11", "", "100", "EUR", "source")]
    [InlineData("2026-11", "google", "1,250", "EUR", "amount")]
    [InlineData("2026-11", "google", "-5", "EUR", "amount")]
    [InlineData("2026-11", "google", "NaN", "EUR", "amount")]
    [InlineData("2026-11", "google", "100", "Euro", "currency")]
    public void What_cannot_be_meant_is_refused_at_its_field(
        string month,
        string source,
        string amount,
        string currency,
        string field
    )
    {
        var (cost, errors) = Read(month, source, "", "", amount, currency);
        Assert.Null(cost);
        Assert.Equal([field], errors.Keys);
    }

    [Fact]
    public void Without_cost_or_without_leads_there_is_no_cost_of_one()
    {
        var none = new SourceFigures(0, 0, 0, 0, 0, 100, 0, 0);
        Assert.Equal((null, null, null, null), (none.PerLead, none.PerQualified, none.PerMql, none.PerCustomer));
        Assert.Equal(0, none.ReturnByFirst);
        var free = new SourceFigures(10, 4, 2, 1, 1, 0, 500, 500);
        Assert.Equal((null, null, null), (free.PerLead, free.PerCustomer, free.ReturnByLast));
        Assert.Equal((10m, 25m, 50m), ((none + free).PerLead, (none + free).PerQualified, (none + free).PerMql));
    }

    [Fact]
    public void A_customer_is_worth_the_margin_of_the_years_they_stay()
    {
        Assert.Equal(18_000m, new CustomerValue(0.6m, 3).Of(100_000, 10));
        Assert.Null(new CustomerValue(0.6m, 3).Of(0, 0));
    }

    private static (CampaignCost?, IReadOnlyDictionary<string, string>) Read(params string[] fields) =>
        CampaignCost.Read(field => fields[CampaignCost.Fields.Index().First(one => one.Item == field).Index]);
}
