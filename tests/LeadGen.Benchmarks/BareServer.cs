using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadGen.Benchmarks;

/// <summary>The least that Kestrel can do: the same number of bytes to everybody. The limit of the landing page.</summary>
internal static class BareServer
{
    public const string Mode = "bare-server";

    public static async Task RunAsync(int size)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var page = new byte[size];
        Array.Fill(page, (byte)'x');
        app.Run(async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = size;
            await context.Response.Body.WriteAsync(page);
        });
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.First()).Port);
        await app.WaitForShutdownAsync();
    }
}
