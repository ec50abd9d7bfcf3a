using System.Globalization;

namespace LeadGen.Web.Webhooks;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">Null where there was no answer.</param>
/// <param name="Error">Null where it was taken.</param>
/// <param name="Text">How the answer began.</param>
/// <param name="RetryAfter">What it asked for.</param>
public sealed record WebhookAnswer(
    int? Status,
    string? Error,
    string? Text = null,
    TimeSpan Took = default,
    TimeSpan? RetryAfter = null
)
{
    public bool IsTaken => Error is null;

    /// <summary>It wants nothing any more.</summary>
    public bool IsGone => Status == StatusCodes.Status410Gone;

    /// <summary>For metrics and the log.</summary>
    public string Word =>
        IsTaken ? "delivered"
        : IsGone ? "gone"
        : Status is null ? "no_answer"
        : "refused";

    public static string? ErrorOf(int status) =>
        status switch
        {
            >= 200 and < 300 => null,
            >= 300 and < 400 =>
                $"It answered {Number(status)}, a redirect, which is not followed. Enter the address that it leads to.",
            _ => $"It answered {Number(status)}.",
        };

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);
}
