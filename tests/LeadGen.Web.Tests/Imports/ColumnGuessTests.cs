using CsCheck;
using LeadGen.Domain.Offers;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Tests.Imports;

public sealed class ColumnGuessTests
{
    [Theory]
    [InlineData("E-Mail Address", "email")]
    [InlineData("Work Email", "email")]
    [InlineData("First Name", "first_name")]
    [InlineData("SURNAME", "last_name")]
    [InlineData("Account Name", "company")]
    [InlineData("Title", "job_title")]
    [InlineData("No. of employees", "employees")]
    [InlineData("Country/Region", "country")]
    [InlineData("utm_campaign", "campaign")]
    [InlineData("Lead Source", "source")]
    [InlineData("Create Date", "occurred_at")]
    [InlineData("Record ID", "key")]
    [InlineData("custom.plan", "custom.plan")]
    [InlineData("Shoe size", null)]
    [InlineData("", null)]
    public void A_column_is_known_by_the_names_that_other_programs_give_it(string column, string? role) =>
        Assert.Equal(role, ColumnGuess.Of([column], "x").Columns.GetValueOrDefault(column));

    [Fact]
    public void Of_two_columns_for_one_thing_the_more_usual_name_wins_and_an_amount_needs_an_outcome()
    {
        var map = ColumnGuess.Of(["Contact E-mail", "Email", "Amount", "Mobile", "Phone"], "x");

        Assert.Equal(("Email", "Phone", null), (map["email"], map["phone"], map["outcome.amount"]));
        Assert.Equal("Amount", ColumnGuess.Of(["Email", "Amount", "Outcome"], "x")["outcome.amount"]);
    }

    [Fact]
    public void What_is_guessed_of_any_header_is_a_map_that_reads_back_as_it_was() =>
        Gen.OneOf(Gen.String, Gen.Int[0, 20].Select(i => LeadFields.All[i % LeadFields.All.Count].Label))
            .Array[1, 12]
            .Sample(header =>
            {
                var guess = ColumnGuess.Of([.. header, "email"], "any");
                var read = ColumnMap.Of(ImportMapReader.Read(guess.Write()));

                Assert.NotNull(read);
                Assert.Equal(guess.Columns.OrderBy(column => column.Key), read.Columns.OrderBy(column => column.Key));
                Assert.Null(MapShelf.WrongWith(guess.Write(), [.. header, "email"]));
            });

    [Theory]
    [InlineData("Lead Quality!", "custom.lead_quality")]
    [InlineData("2nd phone", "custom.nd_phone")]
    [InlineData("名前", null)]
    public void A_column_can_be_a_fact_of_its_own(string column, string? fact) =>
        Assert.Equal(fact, ColumnGuess.OwnFact(column));

    [Theory]
    [InlineData("contacts-2026-03.csv", "contacts")]
    [InlineData("Fair List (2).rejects.csv", "fair-list")]
    [InlineData("2026.csv", "import")]
    public void Files_of_one_kind_have_one_name(string file, string name) => Assert.Equal(name, MapShelf.NameOf(file));

    [Fact]
    public void Shipped_maps_are_taken_for_their_own_files_alone()
    {
        Assert.Equal(["olist", "olist-deals", "x-education"], MapShelf.Shipped.Keys.Order());
        string[] olist = ["mql_id", "first_contact_date", "landing_page_id", "origin"];

        Assert.Equal(MapShelf.Shipped["olist"], MapShelf.Fitting(olist));
        Assert.Null(MapShelf.Fitting(olist[1..]));
        Assert.Null(MapShelf.Fitting(["email", "company"]));
    }

    [Theory]
    [InlineData("x-education/leads.csv", "x-education", 37)]
    [InlineData("olist/marketing_qualified_leads.csv", "olist", 4)]
    [InlineData("olist/closed_deals.csv", "olist-deals", 14)]
    public async Task The_public_data_sets_are_known_by_their_headers(string file, string map, int columns)
    {
        var csv = await CsvFile.InspectAsync(RealData.File(file), TestContext.Current.CancellationToken);
        var head = await CsvHead.DetectAsync(csv, TestContext.Current.CancellationToken);

        Assert.Equal((',', columns), (head.Separator, head.Columns.Count));
        Assert.Equal(MapShelf.Shipped[map], MapShelf.Fitting(head.Columns));
    }
}
