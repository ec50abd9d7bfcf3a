namespace LeadGen.Domain.Offers;

/// <summary>
/// Progressive profiling: what somebody has told already is not asked again, and what is asked later takes its place. It only leaves
/// fields out; what is known is never shown.
/// </summary>
public static class Profiling
{
    /// <summary>The keys that are not asked of somebody. Of a stranger those are left out that are asked later.</summary>
    /// <param name="known">The facts that are known.</param>
    public static IReadOnlySet<string> LeftOut(
        IReadOnlyList<FormField> form,
        FormSettings settings,
        IReadOnlySet<string> known
    )
    {
        var looked = form.Select(field => field.When?.Field).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // The address says whose answers these are; what others depend on must be answered on the page to be looked at.
        var facts = form.Where(field =>
                LeadFields.IsFact(field.Key) && field.Key != LeadFields.Email && !looked.Contains(field.Key)
            )
            .ToList();
        var open = facts.Where(field => field.AskAgain || !known.Contains(field.Key)).ToList();
        var room = (settings.AskAtMost ?? facts.Count(field => !field.Later)) - open.Count(field => field.Required);
        var asked = open.Where(field => field.Required).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        asked.UnionWith(
            open.Where(field => !field.Required).OrderBy(field => field.Later).Take(room).Select(field => field.Key)
        );
        return facts.Select(field => field.Key).Where(key => !asked.Contains(key)).ToHashSet(StringComparer.Ordinal);
    }
}
