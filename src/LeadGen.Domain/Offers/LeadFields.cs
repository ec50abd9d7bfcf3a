using System.Collections.Frozen;

namespace LeadGen.Domain.Offers;

/// <summary>The catalogue of the fields that every form and the API take, by the keys under which they are posted.</summary>
public static class LeadFields
{
    public const string Email = "email";
    public const string FirstName = "first_name";
    public const string LastName = "last_name";
    public const string Company = "company";
    public const string JobTitle = "job_title";
    public const string Phone = "phone";
    public const string Website = "website";
    public const string Employees = "employees";
    public const string AnnualRevenue = "annual_revenue";
    public const string Industry = "industry";
    public const string Country = "country";
    public const string Message = "message";
    public const string Budget = "budget";
    public const string Timeline = "timeline";
    public const string NextStep = "next_step";
    public const string ConsentMarketing = "consent_marketing";

    private const int NumberMaxLength = 40;

    /// <summary>In the order in which people expect to be asked.</summary>
    public static readonly IReadOnlyList<LeadField> All =
    [
        new(Email, "Work e-mail", FieldValue.Email, FieldControl.Email, 254, "email", "email"),
        new(FirstName, "First name", FieldValue.Text, FieldControl.Text, 100, "given-name"),
        new(LastName, "Last name", FieldValue.Text, FieldControl.Text, 100, "family-name"),
        new(Company, "Company", FieldValue.Text, FieldControl.Text, 200, "organization"),
        new(JobTitle, "Job title", FieldValue.Text, FieldControl.Text, 200, "organization-title"),
        new(Phone, "Phone", FieldValue.Text, FieldControl.Tel, 50, "tel", "tel"),
        new(Website, "Website", FieldValue.Website, FieldControl.Url, 500, "url", "url"),
        new(
            Employees,
            "Number of employees",
            FieldValue.WholeNumber,
            FieldControl.NumberBand,
            NumberMaxLength,
            null,
            "numeric"
        )
        {
            Options = Bands.Employees,
            Max = 1_000_000_000,
        },
        new(
            AnnualRevenue,
            "Annual revenue",
            FieldValue.WholeNumber,
            FieldControl.NumberBand,
            NumberMaxLength,
            null,
            "numeric"
        )
        {
            Options = Bands.AnnualRevenue,
            Max = 1_000_000_000_000_000,
        },
        new(Industry, "Industry", FieldValue.Text, FieldControl.Text, 100) { Suggestions = Industries.Suggested },
        new(Country, "Country", FieldValue.Country, FieldControl.Country, 2, "country"),
        new(Message, "Your question or goal", FieldValue.Lines, FieldControl.Textarea, 5000, "off", IsFact: false),
        new(Budget, "Budget", FieldValue.Text, FieldControl.Text, 100),
        new(Timeline, "When do you want to start?", FieldValue.Text, FieldControl.Text, 100),
        new(NextStep, "What would you like next?", FieldValue.NextStep, FieldControl.Radio, 20, IsFact: false)
        {
            Options =
            [
                new("content", "Only the content"),
                new("contact", "Please contact me"),
                new("question", "I have a question"),
            ],
        },
        new(
            ConsentMarketing,
            "Yes, send me more of this by e-mail",
            FieldValue.YesNo,
            FieldControl.Checkbox,
            10,
            IsFact: false
        ),
    ];

    private static readonly FrozenDictionary<string, LeadField> ByKey = All.ToFrozenDictionary(field => field.Key);

    public static LeadField? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>Is it a fact of a lead: a standard one, or <c>custom.KEY</c>?</summary>
    public static bool IsFact(string key) =>
        Find(key)?.IsFact
        ?? (
            key.StartsWith(CustomField.Prefix, StringComparison.Ordinal)
            && CustomField.IsKey(key[CustomField.Prefix.Length..])
        );
}
