using System.Diagnostics;

namespace LeadGen.Web.Operations;

/// <summary>The number under which a request stands in the logs, in traces, on its page of errors and in its problem document.</summary>
public static class RequestTrace
{
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
