using System.ComponentModel.DataAnnotations;
using LeadGen.Postgres;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Operations;

/// <summary>The settings of section <c>LeadGen</c>. A wrong one stops the start and is named.</summary>
public sealed class LeadGenOptions
{
    public const string Section = "LeadGen";

    /// <summary>Where the embedded server and files live.</summary>
    [Required]
    public string DataDirectory { get; set; } = EmbeddedPostgresOptions.DefaultDataDirectory;

    /// <summary>Bring up a private Postgres where no connection string is set. Always so in Development.</summary>
    public bool EmbeddedPostgres { get; set; }

    /// <summary>The address of this app as others reach it, for links in mail. Absent: that of the request, or in mails where the app listens.</summary>
    [Url]
    public string? PublicUrl { get; set; }

    /// <summary>The address of this app without a slash at its end: as it is set, else as this request came.</summary>
    public string SiteOf(HttpRequest request) =>
        PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}";

    /// <summary>Addresses or networks of the proxies in front, with commas between, whose X-Forwarded headers are believed. Absent: nobody's.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>Addresses or networks, with commas between, that may read <c>/metrics</c>. Absent: this machine and private networks.</summary>
    public string? MetricsFrom { get; set; }

    /// <summary>So many connections are held at once; whoever comes then is sent away at once.</summary>
    [Range(100, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>How the app writes its log.</summary>
    public LogFormat Logs { get; set; }

    /// <summary>Seed demo offers and leads at the first start. Absent: only in Development.</summary>
    public bool? Demo { get; set; }

    public bool HasDemo(IHostEnvironment environment) => Demo ?? environment.IsDevelopment();

    /// <summary>Who has to sign in with a second factor until an administrator chooses. Absent: administrators, and in Development nobody.</summary>
    public SecondFactorFor? SecondFactorFor { get; set; }

    public BootstrapAdminOptions BootstrapAdmin { get; set; } = new();

    [ValidateObjectMembers]
    public RateLimitOptions RateLimits { get; set; } = new();

    public WebhookOptions Webhooks { get; set; } = new();
}

/// <summary>Who has to sign in with a second factor.</summary>
public enum SecondFactorFor
{
    Nobody,
    Administrators,
    Everybody,
}

public enum LogFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>A JSON object a line.</summary>
    Json,
}

/// <summary>The first administrator, made at the start where there is none yet.</summary>
public sealed class BootstrapAdminOptions
{
    public string? Email { get; set; }
    public string? Password { get; set; }
}

public sealed class WebhookOptions
{
    /// <summary>
    /// Addresses or networks, with commas between, that webhooks may go to though they are private or of this machine; there by http and
    /// to any port too. Absent: none.
    /// </summary>
    public string? PrivateNetworks { get; set; }
}

public sealed class RateLimitOptions
{
    /// <summary>Off for load tests only.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often an API key may call in a second, in the long run.</summary>
    [Range(1, 1_000_000)]
    public int ApiPerSecond { get; set; } = 100;

    /// <summary>How often at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int ApiBurst { get; set; } = 1000;
}
