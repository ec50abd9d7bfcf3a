namespace LeadGen.Web.Scoring;

/// <summary>What page and API say alike.</summary>
public static class ScoringWords
{
    public static string Unacknowledged(PublishResult.Unacknowledged golden) =>
        $"These golden leads change their verdict: {string.Join(", ", golden.Names)}. Say of each that it is meant, or change the draft.";
}
