using System.Globalization;

namespace LeadGen.Web.Demo;

/// <summary>An invented company, or a person without one.</summary>
/// <param name="Domain">In the reserved <c>.example</c>, where no mail is ever delivered.</param>
internal sealed record DemoCompany(
    long Number,
    string Name,
    string Domain,
    string Industry,
    string Country,
    int Employees,
    long Revenue,
    int People
)
{
    /// <summary>
    /// Free mail of people without a company. It gives no address with a hyphen to anybody, so such a one is nobody's.
    /// </summary>
    public const string FreeMail = "gmail.com";

    private static readonly int[] Sizes = [4, 15, 35, 80, 150, 250, 450, 800, 1500, 6000];

    public bool IsPerson => Domain == FreeMail;

    public static DemoCompany Of(long number)
    {
        var random = new DemoRandom("company", number);
        var (starts, ends) = (DemoWords.CompanyStarts, DemoWords.CompanyEnds);
        var (start, end) = (starts[(int)(number % starts.Count)], ends[(int)(number % ends.Count)]);
        var round = number / ((long)starts.Count * ends.Count);
        var name =
            round == 0 ? $"{start} {end}" : string.Create(CultureInfo.InvariantCulture, $"{start} {end} {round + 1}");
        var isPerson = random.Chance(0.2);
        var employees = random.OneOf(Sizes) * (80 + random.Below(60)) / 100;
        return new DemoCompany(
            number,
            name,
            isPerson ? FreeMail : name.ToLowerInvariant().Replace(' ', '-') + ".example",
            random.OneOf(DemoWords.Industries),
            random.OneOf(DemoWords.Countries),
            employees,
            employees * (60_000L + random.Below(140_000)),
            isPerson ? 1 : 1 + (int)(12 * Math.Pow(random.Share(), 2))
        );
    }
}
