using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Capture;

public sealed class FormReaderTests
{
    [Fact]
    public void A_filled_form_becomes_clean_answers()
    {
        var reading = Read(
            null,
            ("email", " Ada@Example.com "),
            ("first_name", " Ada "),
            ("employees", "1,200"),
            ("annual_revenue", "5 000 000"),
            ("country", "gb"),
            ("website", "example.com"),
            ("message", " How much?\r\nAda "),
            ("next_step", "question"),
            ("consent_marketing", "on"),
            ("no_such_key", "x")
        );

        Assert.True(reading.IsValid);
        Assert.Equal("Ada@Example.com", reading.Answers.Email.Value);
        Assert.Equal(
            ["annual_revenue=5000000", "country=GB", "employees=1200", "first_name=Ada", "website=https://example.com"],
            reading.Answers.Facts.Select(fact => $"{fact.Key}={fact.Value}").Order(StringComparer.Ordinal)
        );
        Assert.Equal("How much?\nAda", reading.Answers.Message);
        Assert.Equal(NextStep.Question, reading.Answers.NextStep);
        Assert.True(reading.Answers.ConsentMarketing);
    }

    private static FormReading Read(IReadOnlyList<FormField>? form, params (string Key, string? Text)[] posted) =>
        FormReader.Read(form, posted.Select(answer => KeyValuePair.Create(answer.Key, answer.Text)));
}
