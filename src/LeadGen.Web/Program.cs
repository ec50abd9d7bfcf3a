var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorPages();
await using var app = builder.Build();
app.UseExceptionHandler("/error");
app.UseStatusCodePagesWithReExecute("/status/{0}");
app.MapStaticAssets();
app.MapRazorPages().WithStaticAssets();
await app.RunAsync();
