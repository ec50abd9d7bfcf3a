namespace LeadGen.Web.Webhooks;

/// <summary>How long things may take.</summary>
/// <param name="Connect">To find the host and reach it.</param>
/// <param name="Whole">Until the head of the answer is there.</param>
/// <param name="Read">Of what stands in the answer, which decides nothing.</param>
/// <param name="Lease">How long a batch is one instance's.</param>
public sealed record WebhookTimes(TimeSpan Connect, TimeSpan Whole, TimeSpan Read, TimeSpan Lease)
{
    public static readonly WebhookTimes Usual = new(
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(15),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromMinutes(3)
    );

    /// <summary>With less of a lease left nothing is begun.</summary>
    public TimeSpan Needed => Whole + Read + TimeSpan.FromSeconds(5);
}
