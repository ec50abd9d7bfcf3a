namespace LeadGen.Web.People;

public static class PeopleSetup
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddScoped<MergeDesk>();
        services.AddScoped<AddressDesk>();
        return services;
    }
}
