using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Insights;

/// <summary>What came of one variant on one day (UTC). Leads count on the day of their first form in the test.</summary>
/// <param name="Mql">Of the leads, those that were handed to sales within the days of the plan.</param>
/// <param name="Sql">Those that asked for sales or were confirmed by sales within them.</param>
public readonly record struct VariantCount(
    Guid Variant,
    DateOnly Day,
    long Views = 0,
    long Forms = 0,
    long Leads = 0,
    long Mql = 0,
    long Sql = 0
);

/// <summary>What came of one variant.</summary>
public sealed record VariantFigures(OfferVariant Variant, long Views, long Forms, long Leads, long Mql, long Sql)
{
    public Share LeadsOfViews => OfViews(Leads);
    public Share MqlOfLeads => new(Mql, Leads);
    public Share SqlOfLeads => new(Sql, Leads);

    /// <summary>What is judged: of the views, not of the leads, since a variant also changes who becomes one.</summary>
    public Share Of(TestGoal goal) => OfViews(Reached(goal));

    public long Reached(TestGoal goal) => goal == TestGoal.Mql ? Mql : Sql;

    public static VariantFigures Sum(OfferVariant variant, IEnumerable<VariantCount> days)
    {
        var all = new VariantFigures(variant, 0, 0, 0, 0, 0);
        return days.Where(day => day.Variant == variant.Id)
            .Aggregate(
                all,
                (sum, day) =>
                    sum with
                    {
                        Views = sum.Views + day.Views,
                        Forms = sum.Forms + day.Forms,
                        Leads = sum.Leads + day.Leads,
                        Mql = sum.Mql + day.Mql,
                        Sql = sum.Sql + day.Sql,
                    }
            );
    }

    /// <summary>A form that was open before the counting began, or whose view was lost, makes no rate above one.</summary>
    private Share OfViews(long hits) => new(hits, Math.Max(Views, Leads));
}
