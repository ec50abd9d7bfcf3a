namespace LeadGen.Domain.Nurture;

/// <summary>One mail of a sequence.</summary>
/// <param name="Id">Stays through every edit: nobody gets the mail of a step twice.</param>
/// <param name="DelayHours">After the mail before it, or after they came in.</param>
/// <param name="Body">In Markdown, with <c>{{first_name}}</c> for the reader's name.</param>
public sealed record NurtureStep(Guid Id, int DelayHours, string Subject, string Body)
{
    public TimeSpan Delay => TimeSpan.FromHours(DelayHours);
}
