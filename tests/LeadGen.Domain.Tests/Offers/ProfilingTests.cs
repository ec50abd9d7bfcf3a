using CsCheck;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class ProfilingTests
{
    private static readonly FormField[] Form =
    [
        new("email", true),
        new("first_name", true),
        new("company", false),
        new("country", false),
        new("employees", false) { Later = true },
        new("industry", false) { Later = true },
        new("next_step", false),
        new("consent_marketing", false),
    ];

    [Theory]
    [InlineData("", "first_name company country")]
    [InlineData("company", "first_name country employees")]
    [InlineData("first_name company country", "employees industry")]
    [InlineData("first_name company country employees industry", "")]
    [InlineData("email phone", "first_name company country")]
    public void Known_facts_give_way_to_the_next_unknown_ones(string known, string asked) =>
        Assert.Equal(asked, Asked(Form, FormSettings.Plain, known));

    [Fact]
    public void No_more_is_asked_than_the_form_allows()
    {
        Assert.Equal("first_name company", Asked(Form, new FormSettings(2), ""));
        Assert.Equal("first_name country", Asked(Form, new FormSettings(2), "company"));
        Assert.Equal("first_name company country employees industry", Asked(Form, new FormSettings(9), ""));
    }

    [Fact]
    public void What_is_asked_always_and_what_others_depend_on_stays()
    {
        FormField[] form =
        [
            new("email", true),
            new("country", false),
            new("phone", false) { AskAgain = true },
            new("custom.vat", false) { When = new("country", ["DE"]) },
        ];
        Assert.Equal("country phone", Asked(form, FormSettings.Plain, "country phone custom.vat"));
    }

    [Fact]
    public void Nothing_unknown_that_is_required_is_ever_left_out_and_nothing_but_facts_is() =>
        Gen.Select(Gen.Bool.Array[6], Gen.Bool.Array[6], Gen.Bool.Array[6], Gen.Int[1, 6])
            .Sample(
                (required, later, known, most) =>
                {
                    var form = Enumerable
                        .Range(0, 6)
                        .Select(n => new FormField($"custom.f{n}", required[n]) { Later = later[n] && !required[n] })
                        .Append(new FormField("email", true))
                        .Append(new FormField("next_step", false))
                        .ToArray();
                    var knownKeys = Enumerable.Range(0, 6).Where(n => known[n]).Select(n => $"custom.f{n}").ToHashSet();
                    var leftOut = Profiling.LeftOut(form, new FormSettings(most), knownKeys);

                    Assert.All(leftOut, key => Assert.True(LeadFields.IsFact(key) && key != "email"));
                    Assert.All(
                        form.Where(f => f.Required && !knownKeys.Contains(f.Key)),
                        f => Assert.DoesNotContain(f.Key, leftOut)
                    );
                    Assert.All(knownKeys, key => Assert.Contains(key, leftOut));
                    var asked = form.Count(f =>
                        LeadFields.IsFact(f.Key) && f.Key != "email" && !leftOut.Contains(f.Key)
                    );
                    Assert.True(asked <= Math.Max(most, form.Count(f => f.Required && f.Key != "email")));
                }
            );

    private static string Asked(FormField[] form, FormSettings settings, string known)
    {
        var leftOut = Profiling.LeftOut(form, settings, known.Split(' ').ToHashSet());
        return string.Join(
            ' ',
            form.Select(field => field.Key)
                .Where(key => LeadFields.IsFact(key) && key != "email" && !leftOut.Contains(key))
        );
    }
}
